package tv.relay.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Does with a fetched document what it was subscribed for. */
public interface Taker {
  /**
   * What a document brought.
   *
   * @param summary in a few words
   * @param details for answers; nobody changes it any more
   */
  record Taken(String summary, ObjectNode details) {}

  /**
   * Takes a new edition; does not close it. On a thread of its own, one document of a name at a
   * time.
   *
   * @param forced whether a person asked for it in spite of what looks wrong
   * @throws IOException when it can't be read or taken, in words without credentials that say what
   *     to do
   */
  Taken take(Subscription subscription, Document document, boolean forced) throws IOException;

  /** The subscription is no more. */
  void removed(Subscription subscription);
}
