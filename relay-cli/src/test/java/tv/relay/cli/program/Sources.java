package tv.relay.cli.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tv.relay.testing.CiRule;

/** The folder of the sources, and the programs of this machine that tests try its samples with. */
final class Sources {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize().getParent();

  /** Where an ordinary user's PATH may not lead. */
  private static final List<String> FOR_ROOT = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

  private Sources() {}

  static Path file(String relative) {
    return ROOT.resolve(relative);
  }

  /**
   * Where a program is; without it the test is skipped, and in CI fails.
   *
   * @param debianPackage what brings it
   */
  static String program(String name, String debianPackage) {
    List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
    Optional<Path> found =
        Stream.concat(folders.stream(), FOR_ROOT.stream())
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    return found.isPresent()
        ? found.get().toString()
        : CiRule.missing("no " + name + " (on Debian: apt-get install " + debianPackage + ")");
  }
}
