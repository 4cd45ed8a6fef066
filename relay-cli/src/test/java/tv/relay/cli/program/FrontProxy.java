package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A proxy that is started with our sample, in which only the addresses are others. */
enum FrontProxy {
  HAPROXY("samples/haproxy/haproxy.cfg", "bind :80", "bind %s") {
    @Override
    List<String> command(Path folder, Path sample) {
      return List.of(Sources.program("haproxy", "haproxy"), "-db", "-f", sample.toString());
    }
  },

  NGINX("samples/nginx/relay.conf", "listen 80 ", "listen %s ") {
    @Override
    List<String> command(Path folder, Path sample) throws IOException {
      String program = Sources.program("nginx", "nginx-light");
      Path main = folder.resolve("nginx.conf");
      String text =
          """
          daemon off;
          worker_processes 1;
          pid FOLDER/nginx.pid;
          error_log stderr;
          events { worker_connections 512; }
          http {
            access_log off;
            client_body_temp_path FOLDER/body;
            proxy_temp_path FOLDER/spool;
            fastcgi_temp_path FOLDER/fastcgi;
            uwsgi_temp_path FOLDER/uwsgi;
            scgi_temp_path FOLDER/scgi;
            include SAMPLE;
          }
          """;
      Files.writeString(
          main, text.replace("FOLDER", folder.toString()).replace("SAMPLE", sample.toString()));
      return List.of(program, "-p", folder.toString(), "-c", main.toString());
    }
  };

  private final String sample;
  private final String listens;
  private final String listensOn;

  FrontProxy(String sample, String listens, String listensOn) {
    this.sample = sample;
    this.listens = listens;
    this.listensOn = listensOn;
  }

  abstract List<String> command(Path folder, Path sample) throws IOException;

  /** Starts it before the relay at that address of 127.0.0.1; it may take a moment to listen. */
  ChildProcess start(Path folder, String address, int relayPort) throws IOException {
    return start(folder, address, relayPort, Files.readString(Sources.file(sample)));
  }

  /** With the second relay, too, that a comment in the sample offers. */
  ChildProcess start(Path folder, String address, int relayPort, int otherPort) throws IOException {
    String text = Files.readString(Sources.file(sample));
    String both =
        text.replaceFirst(
            "(?m)^(\\s*)# (server [^#\\n]*)127\\.0\\.0\\.2:8080", "$1$2127.0.0.1:" + otherPort);
    assertThat(both).isNotEqualTo(text);
    return start(folder, address, relayPort, both);
  }

  private ChildProcess start(Path folder, String address, int relayPort, String text)
      throws IOException {
    assertThat(text).contains(listens, "127.0.0.1:8080");
    // Not the lines that are comments: they are to stay valid.
    String ours =
        text.replace(listens, listensOn.formatted(address))
            .replaceAll(
                "(?m)^(\\s*server [^#\\n]*)127\\.0\\.0\\.1:8080", "$1127.0.0.1:" + relayPort);
    Path file = Files.writeString(folder.resolve(name() + ".conf"), ours);
    return ChildProcess.start(folder, command(folder, file), Map.of());
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
