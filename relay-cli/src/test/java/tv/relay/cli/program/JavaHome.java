package tv.relay.cli.program;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * An installed Java.
 *
 * @param folder where it is, without symbolic links
 * @param feature its version: 17, 21, 25
 */
public record JavaHome(Path folder, int feature) {
  private static final Path DEBIANS = Path.of("/usr/lib/jvm");

  /** The one that runs the tests. */
  public static JavaHome current() {
    return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** All that are newer, by folder, where Debian's and Temurin's packages put them. */
  static Map<Path, JavaHome> newer() throws IOException {
    Map<Path, JavaHome> found = new TreeMap<>();
    if (!Files.isDirectory(DEBIANS)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(DEBIANS, Files::isDirectory)) {
      for (Path folder : folders) {
        JavaHome home = new JavaHome(folder.toRealPath(), featureOf(folder));
        if (home.feature() > current().feature() && Files.isExecutable(home.java())) {
          found.put(home.folder(), home);
        }
      }
    }
    return found;
  }

  Path java() {
    return folder.resolve("bin").resolve("java");
  }

  /** 0 where it doesn't say. */
  private static int featureOf(Path folder) throws IOException {
    Path release = folder.resolve("release");
    if (!Files.isReadable(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[.+-]", 2)[0]);
  }
}
