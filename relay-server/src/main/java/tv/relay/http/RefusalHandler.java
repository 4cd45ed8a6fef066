package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.registry.AccountInUseException;
import tv.relay.registry.InvalidDefinitionException;
import tv.relay.registry.RegistryFullException;
import tv.relay.subscription.BusyException;

/**
 * Answers for what it wraps when a change is refused, so that each refusal has one status and one
 * form everywhere. A wrapped handler that dispatches is out of its sight. Any thread.
 */
final class RefusalHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

  private final HttpHandler changing;

  RefusalHandler(HttpHandler changing) {
    this.changing = changing;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    try {
      changing.handleRequest(exchange);
    } catch (InvalidDefinitionException e) {
      Answers.jsonError(exchange, 400, e.problem(), e.field());
    } catch (AccountInUseException | BusyException e) {
      Answers.jsonError(exchange, 409, e.getMessage(), null);
    } catch (RegistryFullException e) {
      Answers.jsonError(exchange, 503, e.getMessage(), null);
    } catch (UncheckedIOException e) {
      LOG.error(
          "{} {} can't be saved, nothing was changed; see that the data folder's disk has room and"
              + " that the relay's user may write there",
          exchange.getRequestMethod(),
          exchange.getRequestPath(),
          e);
      Answers.jsonError(
          exchange, 500, "nothing was changed: the data folder can't be written to", null);
    }
  }
}
