package tv.relay.registry;

import java.nio.file.Path;

/** Opens a data folder, says how that went, and holds it until its standard input ends. */
final class FolderHolderMain {
  private FolderHolderMain() {}

  public static void main(String[] args) throws Exception {
    try (DataFolder folder = DataFolder.open(Path.of(args[0]))) {
      System.out.println("held " + folder.path());
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (DataFolderException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
