package tv.relay.cli.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.PlainText;

/**
 * A relay's HTTP API. Each call blocks until the answer is there; whatever is not success ends the
 * command by a {@link CommandFailure} whose message says what to do.
 */
public final class RelayApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNAUTHORIZED = 401;
  private static final int EXISTS = 412;

  private final ServerUrl server;
  private final Optional<String> token;

  RelayApi(ServerUrl server, Optional<String> token) {
    this.server = server;
    this.token = token;
  }

  /**
   * The API of a server of which all is known.
   *
   * @param tokenFile holds the admin token
   */
  public static RelayApi at(String url, Path tokenFile) throws IOException {
    return new RelayApi(
        new ServerUrl.Converter().convert(url), Optional.of(Files.readString(tokenFile).strip()));
  }

  /** The server's own URL, without a slash at the end. */
  public String url() {
    return server.toString();
  }

  /** A text as one segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Fetches an object.
   *
   * @param field what such an object of a relay always has
   */
  public JsonNode get(String target, String field) {
    JsonNode object = send("GET", target, Map.of(), null);
    if (!object.has(field)) {
      throw notRelay("JSON without \"" + field + "\"", null);
    }
    return object;
  }

  /** Creates; empty when there is such a thing already, which then stays as it is. */
  public Optional<JsonNode> create(String target, JsonNode body) {
    HttpAnswer answer =
        call("PUT", target, Map.of("Content-Type", "application/json", "If-None-Match", "*"), body);
    return answer.status() == EXISTS ? Optional.empty() : Optional.of(read(answer));
  }

  /** Creates or replaces. */
  public JsonNode put(String target, JsonNode body) {
    return send("PUT", target, Map.of("Content-Type", "application/json"), body);
  }

  /** Changes by a JSON Merge Patch: what is null goes, what is absent stays. */
  public JsonNode patch(String target, JsonNode body) {
    return send("PATCH", target, Map.of("Content-Type", "application/merge-patch+json"), body);
  }

  /** Has something done. */
  public JsonNode post(String target) {
    return send("POST", target, Map.of(), JsonNodeFactory.instance.objectNode());
  }

  /** Has something done that may take minutes. */
  public JsonNode postAndWait(String target, JsonNode body) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    boolean[] sent = new boolean[1];
    return upload(
        target,
        "application/json",
        buffer -> {
          if (sent[0] || bytes.length > buffer.length) {
            return -1;
          }
          System.arraycopy(bytes, 0, buffer, 0, bytes.length);
          sent[0] = true;
          return bytes.length;
        });
  }

  /** Posts a body of any length and waits for what becomes of it. */
  public JsonNode upload(String target, String contentType, Upload upload) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    return read(exchange(headers, all -> HttpCall.post(server, target, all, upload)));
  }

  public void delete(String target) {
    send("DELETE", target, Map.of(), null);
  }

  private JsonNode send(String method, String target, Map<String, String> headers, JsonNode body) {
    return read(call(method, target, headers, body));
  }

  private HttpAnswer call(
      String method, String target, Map<String, String> headers, JsonNode body) {
    return exchange(
        headers,
        all -> {
          byte[] bytes = body == null ? null : JSON.writeValueAsBytes(body);
          return HttpCall.send(server, method, target, all, bytes);
        });
  }

  private interface Exchange {
    HttpAnswer with(Map<String, String> headers) throws IOException;
  }

  private HttpAnswer exchange(Map<String, String> headers, Exchange exchange) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    token.ifPresent(value -> all.put("Authorization", "Bearer " + value));
    try {
      return exchange.with(all);
    } catch (HttpCall.UnreachableException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "no relay can be reached at "
              + server
              + " ("
              + e.getMessage()
              + "); is 'relay serve' running there, and is --server (RELAY_URL) right?",
          e);
    } catch (NotHttpException e) {
      throw notRelay(e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE, server + " gave no whole answer: " + e.getMessage(), e);
    }
  }

  private JsonNode read(HttpAnswer answer) {
    if (answer.status() == 204) {
      return MissingNode.getInstance();
    }
    if (answer.status() == UNAUTHORIZED) {
      throw new CommandFailure(ExitCode.REFUSED, tokenAdvice());
    }
    JsonNode body = json(answer);
    if (answer.success()) {
      return body;
    }
    String message = PlainText.of(body.path("error").asText());
    if (message.isEmpty()) {
      throw notRelay("HTTP " + answer.status() + " without an error message", null);
    }
    // What isn't found or allowed needs no field; what is written wrongly does.
    String field = answer.status() == 400 ? PlainText.of(body.path("field").asText("")) : "";
    throw new CommandFailure(
        broken(answer.status()) ? ExitCode.FAILED : ExitCode.REFUSED,
        field.isEmpty() || message.contains(field) ? message : field + ": " + message);
  }

  /** 503 is how a relay says that a limit is reached: a refusal. */
  private static boolean broken(int status) {
    return status >= 500 && status != 503;
  }

  private JsonNode json(HttpAnswer answer) {
    if (!HttpAnswer.json(answer.contentType())) {
      String type = answer.contentType().isEmpty() ? "no content type" : answer.contentType();
      throw notRelay("HTTP " + answer.status() + ", " + PlainText.of(type), null);
    }
    try {
      JsonNode body = JSON.readTree(answer.body());
      if (body.isObject()) {
        return body;
      }
    } catch (JacksonException e) {
      throw notRelay("HTTP " + answer.status() + " with broken JSON", e);
    }
    throw notRelay("HTTP " + answer.status() + " with JSON that is no object", null);
  }

  private CommandFailure notRelay(String what, Exception cause) {
    return new CommandFailure(
        ExitCode.FAILED,
        server + " answers, but not as a relay does: " + what + "; is --server (RELAY_URL) right?",
        cause);
  }

  private String tokenAdvice() {
    String what =
        token.isPresent()
            ? server + " does not accept the token it was given."
            : server + " asks for the admin token.";
    return what
        + "\nGive the one that the server made at its first start (it says then in which file):"
        + "\n--token TOKEN, or RELAY_TOKEN=TOKEN, or --data-dir DIR where DIR/admin-token can be"
        + " read.";
  }
}
