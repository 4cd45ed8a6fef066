package tv.relay.cli.zoo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tv.relay.mpegts.Timestamps;

/** Makes clips with ffmpeg, and keeps what it has made in a folder. For one thread an animal. */
final class ClipMaker {
  /** In a part's options: the name of a file with captions. */
  static final String CAPTIONS = "@captions.sup@";

  private final String ffmpeg;
  private final Path folder;

  ClipMaker(String ffmpeg, Path folder) {
    this.ffmpeg = ffmpeg;
    this.folder = folder;
  }

  Clip make(Animal animal) throws IOException, InterruptedException {
    byte[] packets = new byte[0];
    long ticks = 0;
    for (Part part : animal.parts()) {
      byte[] made = animal.operate(made(animal, part));
      packets = ticks == 0 ? made : Surgery.spliced(packets, ticks, made);
      ticks += part.seconds() * Timestamps.TICKS_PER_SECOND;
    }
    return Clip.of(packets, ticks, animal.packetDistanceBytes());
  }

  private byte[] made(Animal animal, Part part) throws IOException, InterruptedException {
    // Another recipe is another file.
    String name = animal.id() + "-" + Integer.toHexString(part.hashCode());
    Path clip = folder.resolve(name + ".ts");
    if (!Files.isRegularFile(clip)) {
      Files.createDirectories(folder);
      Path captions = folder.resolve(name + ".sup");
      Files.write(captions, Captions.sup(part.seconds()));
      Path unfinished = folder.resolve(name + ".unfinished");
      run(part.options().replace(CAPTIONS, captions.toString()), unfinished);
      Files.move(unfinished, clip);
    }
    return Files.readAllBytes(clip);
  }

  private void run(String options, Path output) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ffmpeg, "-hide_banner", "-nostdin"));
    command.addAll(List.of("-v", "error", "-y", "-fflags", "+bitexact"));
    command.addAll(List.of(options.trim().split(" +")));
    command.addAll(List.of("-f", "mpegts", output.toString()));
    File log = new File(output + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ":\n" + Files.readString(log.toPath()));
    }
  }
}
