package tv.relay.cli.serve;

import java.io.PrintWriter;

/** What a person is told when the server has started. Never the token itself. */
final class Announcement {
  private Announcement() {}

  static void ofServer(PrintWriter out, RunningServer server) {
    out.println("The relay listens on " + server.listensOn());
    line(out, "Page", server.localUrl() + "/");
    line(out, "Playlist", server.localUrl() + "/playlist.m3u");
    if (server.everywhere()) {
      line(out, "", server.url("THIS-MACHINE") + "/playlist.m3u from other machines");
    }
    line(out, "Status", server.localUrl() + "/status");
    line(out, "Admin token", "in " + server.tokenFile());
  }

  static void ofDemo(PrintWriter out, RunningServer server, String channel) {
    String url = server.localUrl() + "/live/" + channel + ".ts";
    out.println();
    out.println("The demo channel plays at " + url);
    line(out, "VLC", "vlc " + url);
    line(out, "mpv", "mpv " + url);
    line(out, "ffmpeg", "ffplay " + url);
    line(out, "Who watches", "curl -s " + server.localUrl() + "/status");
  }

  static void howToStop(PrintWriter out) {
    out.println("Stop it with Ctrl-C.");
    out.flush();
  }

  private static void line(PrintWriter out, String label, String text) {
    out.printf("  %-12s %s%n", label, text);
  }
}
