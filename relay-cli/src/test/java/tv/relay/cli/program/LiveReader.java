package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tv.relay.cli.testing.StreamCheck;
import tv.relay.mpegts.TsPacket;

/** A client of the demo that checks every packet it reads. For one thread. */
final class LiveReader implements AutoCloseable {
  private final InputStream body;
  private final StreamCheck check = new StreamCheck();

  private LiveReader(InputStream body) {
    this.body = body;
  }

  static LiveReader connect(URI url) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpResponse<InputStream> response =
        client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new LiveReader(response.body());
  }

  /** Reads until so much of the stream's own time has passed, in ticks of 27 MHz. */
  void read(long pcrTicks) throws IOException {
    while (check.pcrSpan() < pcrTicks) {
      byte[] packet = body.readNBytes(TsPacket.BYTES);
      assertThat(packet).as("packet %d", check.packets()).hasSize(TsPacket.BYTES);
      check.accept(packet, 0);
    }
  }

  /** Reads to the end, which must come in order and after a whole packet. */
  void readToTheEnd() throws IOException {
    byte[] packet = body.readNBytes(TsPacket.BYTES);
    while (packet.length == TsPacket.BYTES) {
      check.accept(packet, 0);
      packet = body.readNBytes(TsPacket.BYTES);
    }
    assertThat(packet).as("what follows the last whole packet").isEmpty();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
