package tv.relay.cli.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.demo.DemoUpstream;

/** {@code relay demo}. */
@Command(
    name = "demo",
    description = {
      "Try the relay: run it with a channel that plays a built-in clip in a loop.",
      "It keeps its state in a temporary folder, which is removed at the end."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay demo",
      "  relay demo --listen 127.0.0.1:9000",
      "and in another shell",
      "  vlc http://127.0.0.1:8080/live/demo.ts",
      "  relay status --watch"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String CHANNEL = "demo";

  @Spec private CommandSpec command;

  @Mixin private EngineOptions engine;
  @Mixin private DrainOption drain;

  @Override
  public Integer call() {
    engine.applyLog();
    Closing closing = new Closing();
    RunningServer server;
    try {
      TemporaryFolder folder = closing.add(TemporaryFolder.create());
      DemoUpstream upstream = closing.add(DemoUpstream.start());
      server = closing.add(RunningServer.start(engine.in(folder.path())));
      register(upstream, server);
      Announcement.ofServer(command.commandLine().getOut(), server);
      Announcement.ofDemo(command.commandLine().getOut(), server, CHANNEL);
      Announcement.howToStop(command.commandLine().getOut());
    } catch (IOException e) {
      closing.close();
      throw new CommandFailure(ExitCode.FAILED, "the demo cannot start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
    return UntilDrained.run(server, closing, drain.drainFor, command.commandLine().getErr());
  }

  private static void register(DemoUpstream upstream, RunningServer server) throws IOException {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.put("title", "Relay demo");
    definition.putArray("urls").add(upstream.url().toString());
    RelayApi.at(server.localUrl(), server.tokenFile())
        .put("/api/v1/channels/" + CHANNEL, definition);
  }
}
