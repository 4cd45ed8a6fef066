package tv.relay.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks an HTTP API for answers that end. Safe for use by any thread. Connections are kept for some
 * time and shared by the whole process, so a test that counts descriptors asks once before it
 * counts. Throws an {@link AssertionError} when there is no answer in 10 s.
 */
public final class Http {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  private final URI base;
  private final Optional<String> token;

  private Http(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
  }

  /** Without a token. */
  public static Http at(URI base) {
    return new Http(base, Optional.empty());
  }

  public Http withToken(String bearerToken) {
    return new Http(base, Optional.of(bearerToken));
  }

  /**
   * An answer. A value.
   *
   * @param status its status
   * @param headers its headers
   * @param body its body, empty where there is none
   */
  public record Answer(int status, HttpHeaders headers, String body) {

    public Optional<String> header(String name) {
      return headers.firstValue(name);
    }
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer put(String path, String json) {
    return send("PUT", path, json);
  }

  public Answer post(String path, String json) {
    return send("POST", path, json);
  }

  /** Posts what is no JSON. */
  public Answer postText(String path, String text) {
    return send("POST", path, "text/plain", text);
  }

  public Answer patch(String path, String json) {
    return send("PATCH", path, json);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  private Answer send(String method, String path, String json) {
    return send(method, path, "application/json", json);
  }

  private Answer send(String method, String path, String type, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", type);
      request.method(method, BodyPublishers.ofString(body));
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new AssertionError(method + " " + base.resolve(path) + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + method + " " + path, e);
    }
  }
}
