package tv.relay.cli.zoo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A file of captions as pictures, in the format of Blu-ray discs (PGS, {@code .sup}), since ffmpeg
 * makes DVB subtitles of nothing but pictures: a box that is up for 0.6 s of each second.
 */
final class Captions {
  private static final int SCREEN_WIDTH = 320;
  private static final int SCREEN_HEIGHT = 180;
  private static final int LEFT = 100;
  private static final int TOP = 140;
  private static final int WIDTH = 60;
  private static final int HEIGHT = 20;

  private static final int PALETTE = 0x14;
  private static final int OBJECT = 0x15;
  private static final int COMPOSITION = 0x16;
  private static final int WINDOW = 0x17;
  private static final int END = 0x80;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private int compositions;

  private Captions() {}

  static byte[] sup(int seconds) {
    Captions captions = new Captions();
    for (int second = 0; second < seconds; second++) {
      captions.box(second * 90_000 + 9_000);
      captions.clear(second * 90_000 + 63_000);
    }
    return captions.file.toByteArray();
  }

  private void box(int ticks) {
    compose(ticks, 0x80, 1);
    segment(ticks, PALETTE, bytes(6 + 1).put(new byte[] {0, 0, 1, (byte) 235, -128, -128, -1}));
    ByteBuffer object = bytes(11 + 5 * HEIGHT).putShort((short) 0).put((byte) 0).put((byte) 0xC0);
    int size = 4 + 5 * HEIGHT;
    object.put((byte) 0).putShort((short) size).putShort((short) WIDTH).putShort((short) HEIGHT);
    for (int line = 0; line < HEIGHT; line++) {
      // A run of the palette's entry 1, and the end of the line.
      object.put(new byte[] {0, (byte) (0x80 | WIDTH), 1, 0, 0});
    }
    segment(ticks, OBJECT, object);
    segment(ticks, END, bytes(0));
  }

  private void clear(int ticks) {
    compose(ticks, 0, 0);
    segment(ticks, END, bytes(0));
  }

  private void compose(int ticks, int state, int objects) {
    ByteBuffer composition =
        bytes(11 + 8 * objects)
            .putShort((short) SCREEN_WIDTH)
            .putShort((short) SCREEN_HEIGHT)
            .put((byte) 0x10)
            .putShort((short) compositions++)
            .put((byte) state)
            .put((byte) 0)
            .put((byte) 0)
            .put((byte) objects);
    if (objects > 0) {
      composition.putInt(0).putShort((short) LEFT).putShort((short) TOP);
    }
    segment(ticks, COMPOSITION, composition);
    ByteBuffer window = bytes(10).put((byte) 1).put((byte) 0);
    window.putShort((short) LEFT).putShort((short) TOP);
    segment(ticks, WINDOW, window.putShort((short) WIDTH).putShort((short) HEIGHT));
  }

  private void segment(int ticks, int type, ByteBuffer content) {
    ByteBuffer head = bytes(13).put((byte) 'P').put((byte) 'G').putInt(ticks).putInt(0);
    file.writeBytes(head.put((byte) type).putShort((short) content.capacity()).array());
    file.writeBytes(content.array());
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }
}
