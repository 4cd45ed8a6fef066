package tv.relay.guide;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XMLTV (xmltv.dtd 0.5) as a stream: {@code <tv>} with {@code <channel>} and {@code
 * <programme>} in it, each held alone and of bounded size. Document types are passed over, entities
 * never expanded, nothing outside the document is opened. For one thread.
 */
final class XmltvReader {
  /** Longest guide that is read, unpacked. */
  static final long MAX_BYTES = 1L << 30;

  private static final int MAX_ELEMENT_CHARS = 256 * 1024;
  private static final int MAX_DEPTH = 16;
  private static final List<String> ENTITY_LIMITS =
      List.of(
          "jdk.xml.entityExpansionLimit",
          "jdk.xml.totalEntitySizeLimit",
          "jdk.xml.maxGeneralEntitySizeLimit",
          "jdk.xml.entityReplacementLimit");
  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader xml;
  private final BoundedTags bytes;
  private final GuideSink sink;
  private final StringBuilder content = new StringBuilder();

  private XmltvReader(XMLStreamReader xml, BoundedTags bytes, GuideSink sink) {
    this.xml = xml;
    this.bytes = bytes;
    this.sink = sink;
  }

  /**
   * Reads a guide to its end; does not close it.
   *
   * @throws GuideException when it is no guide, or one that must not be read on
   * @throws IOException when the stream or the sink throws it
   */
  static void read(InputStream in, GuideSink sink) throws IOException {
    read(in, sink, MAX_BYTES);
  }

  static void read(InputStream in, GuideSink sink, long maxBytes) throws IOException {
    try {
      BoundedTags bytes = new BoundedTags(in, maxBytes);
      bytes.passed();
      XMLStreamReader xml = FACTORY.createXMLStreamReader(bytes);
      try {
        new XmltvReader(xml, bytes, sink).readAll();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw explained(e);
    } catch (MissingResourceException e) {
      // The parser has no words for some faults, and throws that instead.
      throw damaged(": its document type is broken", e);
    }
  }

  private static IOException explained(XMLStreamException e) {
    // What the stream threw says what is wrong; what the parser threw of bytes that are no text
    // doesn't.
    for (Throwable cause :
        List.of(e, e.getNestedException() == null ? e : e.getNestedException())) {
      for (Throwable each = cause; each != null; each = each.getCause()) {
        if (each instanceof IOException io && !(each instanceof CharConversionException)) {
          return io;
        }
      }
    }
    int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
    return damaged(line > 0 ? ": the XML is broken in line " + line : "", e);
  }

  private static GuideException damaged(String how, Exception e) {
    return new GuideException(
        "this is no XMLTV guide, or a damaged one" + how + "; is the address right?", e);
  }

  private void readAll() throws XMLStreamException, IOException {
    boolean begun = false;
    while (xml.hasNext()) {
      if (next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (!begun) {
        if (!xml.getLocalName().equals("tv")) {
          throw new GuideException(
              "this is no XMLTV guide: its first element is not <tv>; is the address right?");
        }
        begun = true;
      } else if (xml.getLocalName().equals("channel")) {
        channel();
      } else if (xml.getLocalName().equals("programme")) {
        programme();
      } else {
        skip();
      }
    }
  }

  private int next() throws XMLStreamException {
    int event = xml.next();
    bytes.passed();
    return event;
  }

  private void channel() throws XMLStreamException, IOException {
    String id = xml.getAttributeValue(null, "id");
    List<String> names = new ArrayList<>();
    copy(names);
    if (id != null && !id.isBlank()) {
      sink.channel(id, names, content.toString());
    }
  }

  private void programme() throws XMLStreamException, IOException {
    String channel = xml.getAttributeValue(null, "channel");
    if (channel == null || !sink.wants(channel)) {
      skip();
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (!xml.getAttributeLocalName(i).equals("channel")) {
        attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
      }
    }
    copy(null);
    if (attributes.containsKey("start")) {
      sink.programme(channel, attributes, content.toString());
    }
  }

  /** Goes to the end of this element. */
  private void skip() throws XMLStreamException, GuideException {
    int depth = 1;
    while (depth > 0) {
      int event = next();
      depth += step(event, depth);
    }
  }

  /** Copies what is in this element, and the texts of its names where a list for them is given. */
  private void copy(List<String> names) throws XMLStreamException, GuideException {
    content.setLength(0);
    int depth = 1;
    StringBuilder name = null;
    while (depth > 0) {
      int event = next();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          begin();
          if (names != null && depth == 1 && xml.getLocalName().equals("display-name")) {
            name = new StringBuilder();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (depth > 1) {
            content.append("</").append(xml.getLocalName()).append('>');
          }
          if (depth == 2 && name != null) {
            names.add(name.toString());
            name = null;
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          XmlText.text(content, xml.getText());
          if (name != null) {
            name.append(xml.getText());
          }
        }
        default -> {
          // Comments, instructions, and entities that nobody declared.
        }
      }
      depth += step(event, depth);
      requireRoom();
    }
  }

  private void begin() {
    content.append('<').append(xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      XmlText.attribute(content, xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    content.append('>');
  }

  private static int step(int event, int depth) throws GuideException {
    if (event == XMLStreamConstants.START_ELEMENT) {
      if (depth >= MAX_DEPTH) {
        throw new GuideException("the guide has elements more than " + MAX_DEPTH + " deep");
      }
      return 1;
    }
    return event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
  }

  private void requireRoom() throws GuideException {
    if (content.length() > MAX_ELEMENT_CHARS) {
      throw new GuideException(
          "the guide has a channel or programme of more than 256 KB, near line "
              + xml.getLocation().getLineNumber());
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    // They count each &amp; and the like, and since JDK 24 refuse a guide of 100,000.
    // Nothing is expanded here, and what is read is bounded by bytes.
    for (String limit : ENTITY_LIMITS) {
      factory.setProperty(limit, "0");
    }
    // It would write to standard error.
    factory.setXMLReporter((message, type, information, location) -> {});
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside the guide is opened");
        });
    return factory;
  }
}
