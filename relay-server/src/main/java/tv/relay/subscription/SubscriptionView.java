package tv.relay.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A subscription as it stands at a moment. A value.
 *
 * @param refreshing whether it is being fetched
 * @param nextAt when it is due; null when only on demand
 * @param details what the last edition brought since the relay started; null when none came
 */
public record SubscriptionView(
    Subscription subscription,
    Standing standing,
    boolean refreshing,
    Instant nextAt,
    ObjectNode details) {}
