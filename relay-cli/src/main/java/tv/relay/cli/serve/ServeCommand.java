package tv.relay.cli.serve;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.relay.cli.command.DataDirOption;
import tv.relay.cli.command.Environment;

/** {@code relay serve}. */
@Command(
    name = "serve",
    description = {
      "Run the relay.",
      "It reads each channel's source once, whoever watches, and only while somebody does."
          + " SIGTERM and Ctrl-C end it in order, within 5 seconds after --drain-for and with exit"
          + " code 0."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay serve",
      "  relay serve --listen 127.0.0.1:8080 --data-dir /var/lib/relay",
      "  RELAY_RING_SIZE=16M relay serve --delivery-interval 20ms",
      "",
      "Sizes are written 65536, 512K or 8M, times 50ms, 10s or 2m.",
      "Three more variables count when scripts/relay starts it:",
      "  RELAY_DIRECT_MEMORY  memory for all rings, not by --live-channels",
      "  RELAY_JAVA_OPTS      more flags for java",
      "  RELAY_NO_ARCHIVE     when set, start without the archive of classes"
    })
public final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private DataDirOption dataDir;
  @Mixin private EngineOptions engine;
  @Mixin private DrainOption drain;

  @Override
  public Integer call() {
    engine.applyLog();
    PrintWriter out = command.commandLine().getOut();
    try (UntilDrained running =
        UntilDrained.begin(drain.drainFor, command.commandLine().getErr())) {
      RunningServer server =
          running.add(RunningServer.start(engine.in(dataDir.path(Environment.of(command)))));
      Announcement.ofServer(out, server);
      Announcement.howToStop(out);
      return running.run(server);
    }
  }
}
