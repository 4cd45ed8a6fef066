package tv.relay.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.handlers.BlockingReadTimeoutHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import tv.relay.lists.ImportOptions;
import tv.relay.lists.ImportReport;
import tv.relay.lists.Importer;
import tv.relay.lists.ListException;
import tv.relay.lists.ListSettings;
import tv.relay.playlist.M3uReader;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.ChannelJson;
import tv.relay.subscription.Document;
import tv.relay.subscription.Fetcher;
import tv.relay.subscription.Location;

/**
 * {@code POST /api/v1/import}: takes in a list of channels, the body itself or, of {@code {"url":
 * …}}, what is there. On threads made for what takes long.
 */
final class ImportApi implements HttpHandler {
  static final String PATH = "/api/v1/import";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KNOWN =
      Set.of("list", "group", "name", "excludeGroup", "excludeName", "merge", "prune", "dryRun");

  /** For any part of the body; a list may take minutes as a whole. */
  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);

  private final Importer importer;
  private final Fetcher fetcher;
  private final Executor transfers;
  private final HttpHandler answering;

  ImportApi(Documents documents) {
    this.importer = documents.importer();
    this.fetcher = documents.fetcher();
    this.transfers = documents.transfers();
    this.answering =
        BlockingReadTimeoutHandler.builder()
            .readTimeout(BODY_TIMEOUT)
            .nextHandler(new RefusalHandler(this::answer))
            .build();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.dispatch(transfers, answering);
  }

  private void answer(HttpServerExchange exchange) {
    if (!exchange.getRequestPath().equals(PATH)) {
      Answers.jsonError(exchange, 404, "nothing here; there is " + PATH, null);
      return;
    }
    if (!exchange.getRequestMethod().toString().equals("POST")) {
      Answers.methodNotAllowed(exchange, "POST");
      return;
    }
    try {
      Answers.json(exchange, 200, take(exchange).toTree());
    } catch (IllegalArgumentException | ListException e) {
      fail(exchange, 400, e.getMessage());
    } catch (RequestTooBigException e) {
      fail(exchange, 413, "the list is longer than " + M3uReader.MAX_BYTES + " bytes");
    } catch (IOException e) {
      String why = e.getMessage() != null ? e.getMessage() : "the list could not be read";
      fail(exchange, 422, why + "; nothing was changed");
    } catch (RuntimeException e) {
      exchange.setPersistent(false);
      throw e;
    }
  }

  /** What is left of the body would be taken for the next request. */
  private static void fail(HttpServerExchange exchange, int status, String why) {
    exchange.setPersistent(false);
    // A body of more than any list is cut off, and the connection with it.
    if (!exchange.isResponseStarted()) {
      Answers.jsonError(exchange, status, why, null);
    }
  }

  private ImportReport take(HttpServerExchange exchange) throws IOException {
    ImportOptions options = options(new Query(exchange));
    exchange.startBlocking();
    InputStream body = exchange.getInputStream();
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    if (type == null || !type.startsWith("application/json")) {
      return importer.take(Document.unpacked(body), null, options);
    }
    Location location = location(body.readNBytes(ChannelJson.MAX_BODY_BYTES));
    try (Document document = fetcher.open(location)) {
      return importer.take(document.body(), document.url(), options);
    }
  }

  private static Location location(byte[] body) {
    JsonNode url;
    try {
      url = JSON.readTree(body).path("url");
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body is not valid JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (!url.isTextual()) {
      throw new IllegalArgumentException("the body must be an M3U list or {\"url\": \"…\"}");
    }
    return Location.ofUrl(url.textValue());
  }

  private static ImportOptions options(Query query) {
    query.requireOnly(KNOWN);
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    patterns(settings, "groups", query.all("group"));
    patterns(settings, "names", query.all("name"));
    patterns(settings, "excludeGroups", query.all("excludeGroup"));
    patterns(settings, "excludeNames", query.all("excludeName"));
    settings.put("merge", query.first("merge", "none"));
    settings.put("prune", query.flag("prune"));
    String list = query.first("list", "import");
    if (!ChannelDefinition.isId(list)) {
      throw new IllegalArgumentException(
          "list, the name of the list, is 1 to 64 of A-Z a-z 0-9 . _ - and not . or ..");
    }
    return ListSettings.ofTree(settings).options(list, true, query.flag("dryRun"));
  }

  private static void patterns(ObjectNode settings, String field, List<String> patterns) {
    patterns.forEach(settings.withArray(field)::add);
  }
}
