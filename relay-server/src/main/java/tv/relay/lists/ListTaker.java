package tv.relay.lists;

import java.io.IOException;
import java.io.UncheckedIOException;
import tv.relay.registry.RegistryFullException;
import tv.relay.subscription.Document;
import tv.relay.subscription.Subscription;
import tv.relay.subscription.Taker;

/** Takes a subscribed list into the registry. Any thread. */
public final class ListTaker implements Taker {
  private final Importer importer;

  public ListTaker(Importer importer) {
    this.importer = importer;
  }

  @Override
  public Taken take(Subscription subscription, Document document, boolean forced)
      throws IOException {
    ImportOptions options =
        ListSettings.ofTree(subscription.settings()).options(subscription.name(), forced, false);
    try {
      ImportReport report = importer.take(document.body(), document.url(), options);
      return new Taken(report.summary(), report.toTree());
    } catch (ListException
        | RegistryFullException
        | IllegalArgumentException
        | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Its channels stay: they may be watched, and can be removed by other means. */
  @Override
  public void removed(Subscription subscription) {}
}
