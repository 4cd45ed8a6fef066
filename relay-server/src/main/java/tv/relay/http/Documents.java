package tv.relay.http;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import tv.relay.guide.ServedGuide;
import tv.relay.lists.Importer;
import tv.relay.subscription.Fetcher;
import tv.relay.subscription.Subscriptions;

/**
 * What the HTTP face needs of lists and guides.
 *
 * @param guide the merged guide, or null when there is none
 * @param transfers threads for what takes long
 */
public record Documents(
    Importer importer,
    Fetcher fetcher,
    Subscriptions lists,
    Subscriptions guides,
    Supplier<ServedGuide> guide,
    Executor transfers) {}
