package tv.relay.http;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document, with texts from anywhere made fit for it. For one thread. */
final class XmlAnswer {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  /** What writes a part of a document. */
  @FunctionalInterface
  interface Part {
    void write() throws XMLStreamException;
  }

  /** What writes one of many like it. */
  @FunctionalInterface
  interface EntryWriter<T> {
    void write(T entry) throws XMLStreamException;
  }

  XmlAnswer() {
    try {
      xml = FACTORY.createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("this Java writes no XML", e);
    }
  }

  /** The whole document, UTF-8. */
  byte[] document(Part root) {
    try {
      xml.writeStartDocument("UTF-8", "1.0");
      root.write();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("an answer could not be written as XML", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A document that is an element around many, in parts that are written as they are asked for.
   *
   * @param attributes of the element, as name, value, name, value
   */
  <T> Stream<String> parts(
      String root, List<T> entries, EntryWriter<T> writer, String... attributes) {
    Part begin =
        () -> {
          xml.writeStartDocument("UTF-8", "1.0");
          start(root, attributes);
        };
    Part end =
        () -> {
          xml.writeEndElement();
          xml.writeEndDocument();
        };
    Stream<Part> each = entries.stream().map(entry -> () -> writer.write(entry));
    return Stream.concat(Stream.concat(Stream.of(begin), each), Stream.of(end)).map(this::written);
  }

  private String written(Part part) {
    try {
      part.write();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("an answer could not be written as XML", e);
    }
    String written = text.toString();
    text.getBuffer().setLength(0);
    return written;
  }

  /** An element around others; attributes as name, value, name, value. */
  void element(String name, Part content, String... attributes) throws XMLStreamException {
    start(name, attributes);
    content.write();
    xml.writeEndElement();
  }

  /** An element with a text in it. */
  void element(String name, String content, String... attributes) throws XMLStreamException {
    start(name, attributes);
    xml.writeCharacters(clean(content));
    xml.writeEndElement();
  }

  private void start(String name, String... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], clean(attributes[i + 1]));
    }
  }

  /** Without what no XML document may have (XML 1.0, section 2.2). */
  private static String clean(String content) {
    StringBuilder cleaned = new StringBuilder(content.length());
    content
        .codePoints()
        .filter(c -> c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF)
        .forEach(cleaned::appendCodePoint);
    return cleaned.toString();
  }
}
