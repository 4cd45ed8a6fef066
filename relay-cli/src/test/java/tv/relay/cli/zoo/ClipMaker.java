package tv.relay.cli.zoo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/** Makes clips with ffmpeg, and keeps what it has made in a folder. Any thread. */
final class ClipMaker {
  /** In a part's options: the name of a file with captions. */
  static final String CAPTIONS = "@captions.sup@";

  private final String ffmpeg;
  private final Path folder;

  ClipMaker(String ffmpeg, Path folder) {
    this.ffmpeg = ffmpeg;
    this.folder = folder;
  }

  /** A clip of one part, as it comes out of ffmpeg. */
  Clip make(Part part) throws IOException, InterruptedException {
    long ticks = part.seconds() * Timestamps.TICKS_PER_SECOND;
    return Clip.of(made(part), ticks, true, TsPacket.BYTES);
  }

  Clip make(Animal animal) throws IOException, InterruptedException {
    byte[] packets = new byte[0];
    long ticks = 0;
    for (Part part : animal.parts()) {
      byte[] made = made(part);
      if (animal.packetDistanceBytes() != TsPacket.BYTES) {
        made = Surgery.withoutTimeStamps(made);
      }
      packets = ticks == 0 ? made : Surgery.spliced(packets, ticks, made);
      ticks += part.seconds() * Timestamps.TICKS_PER_SECOND;
    }
    return Clip.of(packets, ticks, animal.marked(), animal.packetDistanceBytes());
  }

  /** Another recipe is another file; one that is there is taken as it is. */
  private byte[] made(Part part) throws IOException, InterruptedException {
    String name = Integer.toHexString(part.hashCode());
    Path clip = folder.resolve(name + ".ts");
    // One at a time: several animals may be made of one part.
    synchronized (ClipMaker.class) {
      if (!Files.isRegularFile(clip)) {
        Files.createDirectories(folder);
        Path captions = folder.resolve(name + ".sup");
        Files.write(captions, Captions.sup(part.seconds()));
        Path unfinished = folder.resolve(name + ".unfinished");
        run(part.options().replace(CAPTIONS, captions.toString()), unfinished);
        Files.move(unfinished, clip);
      }
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
