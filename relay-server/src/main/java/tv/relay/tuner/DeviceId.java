package tv.relay.tuner;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.Locale;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.WholeFile;

/**
 * By what media servers know a tuner again: 8 hexadecimal digits with the checksum that
 * SiliconDust's library asks for (hdhomerun_discover_validate_device_id of libhdhomerun). Made once
 * and kept in the file {@code device-id} of the data folder. A value.
 *
 * @param text the digits, in capitals
 */
public record DeviceId(String text) {
  private static final String NAME = "device-id";
  private static final int MAX_FILE_BYTES = 64;
  private static final int DIGITS = 8;

  /** What the first, third, fifth and seventh digit stand for in the sum. */
  private static final int[] SUMMAND = {
    0xA, 0x5, 0xF, 0x6, 0x7, 0xC, 0x1, 0xB, 0x9, 0x2, 0x8, 0xD, 0x4, 0x3, 0xE, 0x0
  };

  /** Ids of real devices begin so. */
  private static final int PREFIX = 0x10;

  /**
   * The id of the folder.
   *
   * @throws DataFolderException when the file holds none, or can't be read or made
   */
  public static DeviceId open(DataFolder folder) {
    WholeFile file = new WholeFile(folder, NAME);
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      return made(file);
    } catch (IOException e) {
      throw new DataFolderException(
          file.path() + " can't be read (" + e + "). Let the relay's user read it.", e);
    }
  }

  /** Whether a text is an id whose sum is right. */
  static boolean isValid(String text) {
    return text.matches("[0-9A-F]{8}") && sum(Long.parseLong(text, 16)) == 0;
  }

  private static DeviceId read(WholeFile file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file.path())) {
      text = new String(in.readNBytes(MAX_FILE_BYTES), US_ASCII).strip().toUpperCase(Locale.ROOT);
    }
    if (!isValid(text)) {
      throw new DataFolderException(
          file.path()
              + " holds no id of a tuner (8 hexadecimal digits with a checksum). Restore it; or"
              + " remove it, and media servers will see a new tuner.");
    }
    return new DeviceId(text);
  }

  private static DeviceId made(WholeFile file) {
    int random = PREFIX << 24 | new SecureRandom().nextInt(1 << 20) << 4;
    // The last digit enters the sum as it is, so it can make good for all others.
    DeviceId id =
        new DeviceId(String.format(Locale.ROOT, "%08X", random | sum(random & 0xFFFFFFF0L)));
    try {
      file.write((id.text + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      throw new DataFolderException(
          file.path() + " can't be made (" + e + "). Let the relay's user write there.", e);
    }
    return id;
  }

  private static int sum(long id) {
    int sum = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int value = (int) (id >> (28 - 4 * digit)) & 0xF;
      sum ^= digit % 2 == 0 ? SUMMAND[value] : value;
    }
    return sum;
  }
}
