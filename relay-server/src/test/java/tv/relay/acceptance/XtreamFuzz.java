package tv.relay.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import tv.relay.server.StartException;
import tv.relay.testing.RawExchange;

/**
 * Any query of {@code player_api.php} and any path behind {@code /live/} is answered, with no
 * defect, alone and behind a good login, and nobody is let in who doesn't know the password. One
 * relay answers them all.
 */
public final class XtreamFuzz {
  private static final String PASSWORD = "sesame-1";

  /** Made when the first bytes come. */
  private static RunningRelay relay;

  private XtreamFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException, StartException {
    RunningRelay panel = panel();
    // What would end the request's first line is the server's to read, and tried elsewhere.
    String text = new String(data, ISO_8859_1).replaceAll("[ \\r\\n]", "+");
    RawExchange.Reply api = api(panel, text);
    RawExchange.Reply stream = stream(panel, text);
    api(panel, "username=anna&password=" + PASSWORD + "&" + text);
    stream(panel, "anna/" + PASSWORD + "/" + text);
    boolean mayKnow = text.contains(PASSWORD) || text.contains("%");
    if (!mayKnow && (isWelcome(api) || (stream.status() == 200 && !isOpen(text)))) {
      throw new IllegalStateException("let in without the password: " + text);
    }
  }

  private static synchronized RunningRelay panel() throws StartException {
    if (relay == null) {
      RunningRelay started = RunningRelay.start().channel("news", "http://127.0.0.1:1/1.ts");
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      int status =
          started
              .admin()
              .put("/api/v1/play-accounts/anna", "{\"password\": \"" + PASSWORD + "\"}")
              .status();
      // Once it was right it is remembered, however many wrong ones follow.
      String login = "/player_api.php?username=anna&password=" + PASSWORD;
      if (status != 201 || !started.http().get(login).body().contains("\"auth\":1")) {
        throw new IllegalStateException("no play account to try: " + status);
      }
      relay = started;
    }
    return relay;
  }

  private static RawExchange.Reply api(RunningRelay panel, String query) throws IOException {
    RawExchange.Reply reply = asked(panel, "GET", "/player_api.php?" + query);
    if (reply.status() == 200) {
      RunningRelay.json(reply.body());
    }
    return reply;
  }

  /** HEAD gets the head that GET would, and no stream without end. */
  private static RawExchange.Reply stream(RunningRelay panel, String path) throws IOException {
    return asked(panel, "HEAD", "/live/" + path);
  }

  private static RawExchange.Reply asked(RunningRelay panel, String method, String target)
      throws IOException {
    RawExchange.Reply reply =
        RawExchange.exchange(
            panel.address(),
            method + " " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    if (reply.status() == 0 || reply.status() >= 500) {
      throw new IllegalStateException(method + " " + target + ": " + reply);
    }
    return reply;
  }

  private static boolean isWelcome(RawExchange.Reply api) {
    return api.status() == 200 && !api.body().equals("{\"user_info\":{\"auth\":0}}");
  }

  /** {@code /live/ID.ts} takes no password. */
  private static boolean isOpen(String text) {
    return text.startsWith("news") && !text.split("[?;]", 2)[0].contains("/");
  }
}
