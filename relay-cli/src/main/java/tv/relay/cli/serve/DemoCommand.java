package tv.relay.cli.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
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
    PrintWriter out = command.commandLine().getOut();
    try (UntilDrained running =
        UntilDrained.begin(drain.drainFor, command.commandLine().getErr())) {
      TemporaryFolder folder = running.add(TemporaryFolder.create());
      DemoUpstream upstream = running.add(DemoUpstream.start());
      RunningServer server = running.add(RunningServer.start(engine.in(folder.path())));
      register(upstream, server);
      Announcement.ofServer(out, server);
      Announcement.ofDemo(out, server, CHANNEL);
      Announcement.howToStop(out);
      return running.run(server);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "the demo cannot start: " + e.getMessage(), e);
    }
  }

  private static void register(DemoUpstream upstream, RunningServer server) throws IOException {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.put("title", "Relay demo");
    definition.putArray("urls").add(upstream.url().toString());
    RelayApi.at(server.localUrl(), server.tokenFile())
        .put("/api/v1/channels/" + CHANNEL, definition);
  }
}
