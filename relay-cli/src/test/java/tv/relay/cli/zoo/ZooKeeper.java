package tv.relay.cli.zoo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tv.relay.cli.Relay;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.DataFolder;
import tv.relay.registry.FileChannelStore;
import tv.relay.registry.Registry;
import tv.relay.registry.SourceUrl;

/** Lets a person see one animal: {@code ZooKeeper FOLDER ANIMAL [options of relay serve]}. */
final class ZooKeeper {
  private ZooKeeper() {}

  public static void main(String[] arguments) throws Exception {
    List<Animal> chosen =
        Arrays.stream(Animal.values())
            .filter(animal -> arguments.length > 1 && animal.id().equals(arguments[1]))
            .toList();
    if (chosen.isEmpty()) {
      String all = Arrays.stream(Animal.values()).map(Animal::id).collect(Collectors.joining(" "));
      System.err.println("animals: " + all);
      System.exit(2);
    }
    show(chosen.get(0), Path.of(arguments[0]), List.of(arguments).subList(2, arguments.length));
  }

  private static void show(Animal animal, Path folder, List<String> options) throws Exception {
    Clip clip = new ClipMaker("ffmpeg", folder.resolve("clips")).make(animal);
    Path data = Files.createTempDirectory(folder, "data-");
    try (ClipSource source = new ClipSource(clip)) {
      try (DataFolder opened = DataFolder.open(data)) {
        Registry.open(new FileChannelStore(opened), 1)
            .put(ChannelDefinition.of(animal.id(), SourceUrl.parse(source.uri().toString())));
      }
      System.out.printf(
          "%s: %d kbit/s, straight from the source at %s, from the relay at /live/%s.ts%n",
          animal.id(), clip.bytesPerSecond() * 8 / 1_000, source.uri(), animal.id());
      List<String> command = new ArrayList<>(List.of("serve", "--data-dir", data.toString()));
      command.addAll(options);
      System.exit(Relay.commandLine(System::getenv).execute(command.toArray(String[]::new)));
    }
  }
}
