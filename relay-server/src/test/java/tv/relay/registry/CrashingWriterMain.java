package tv.relay.registry;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Random;

/**
 * Changes a registry without end, and announces each change before ({@code put ID TITLE}, {@code
 * remove ID}) and after ({@code done}). Made to be killed.
 */
final class CrashingWriterMain {
  /** Long enough that writing takes a good part of a change, so that kills fall into it. */
  private static final String PADDING = "x".repeat(2000);

  private CrashingWriterMain() {}

  static ChannelDefinition definition(String id, String title) {
    SourceUrl url = SourceUrl.parse("http://user:pw@host/" + id + "/" + title + "/" + PADDING);
    return new ChannelDefinition(
        id, Collections.nCopies(10, url), title, null, null, null, null, null, Map.of());
  }

  public static void main(String[] args) throws Exception {
    String run = args[1];
    Random random = new Random(Long.parseLong(args[2]));
    try (DataFolder folder = DataFolder.open(Path.of(args[0]))) {
      Registry registry = Registry.open(new FileChannelStore(folder), 1000);
      // The check fails when the one who listens is gone.
      for (int step = 0; !System.out.checkError(); step++) {
        String id = "c" + random.nextInt(20);
        if (random.nextInt(3) == 0) {
          System.out.println("remove " + id);
          registry.remove(id);
        } else {
          String title = "t" + run + "-" + step;
          System.out.println("put " + id + " " + title);
          registry.put(definition(id, title));
        }
        System.out.println("done");
      }
    }
  }
}
