package tv.relay.lists;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tv.relay.lists.ImportReport.Change;
import tv.relay.lists.ImportReport.Outcome;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.ChannelJson;
import tv.relay.registry.EntryOrigin;
import tv.relay.registry.RegistryChange;
import tv.relay.registry.SourceUrl;

/**
 * What a list changes in the channels there are: those it brought before are found again and get
 * what is new, but for what was changed by hand; those of others are left alone. For one thread.
 */
final class ImportPlan {
  /** A list that loses fewer channels than this may be a small one that was tidied up. */
  private static final int FEW = 10;

  private final ImportOptions options;
  private final Map<String, ChannelDefinition> channels;
  private final Problems problems;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final List<Change> changes = new ArrayList<>();
  private final List<ChannelDefinition> define = new ArrayList<>();
  private final Set<String> remove = new HashSet<>();
  private int changesLeftOut;

  private ImportPlan(
      ImportOptions options, Map<String, ChannelDefinition> channels, Problems problems) {
    this.options = options;
    this.channels = channels;
    this.problems = problems;
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, 0);
    }
  }

  /**
   * Plans.
   *
   * @param channels all there are, by id
   * @throws ListException when the list has lost too much to be believed
   */
  static ImportPlan of(
      ImportOptions options,
      Map<String, ChannelDefinition> channels,
      List<ListedChannel> listed,
      Problems problems) {
    ImportPlan plan = new ImportPlan(options, channels, problems);
    plan.make(listed);
    return plan;
  }

  RegistryChange change() {
    return new RegistryChange(define, remove);
  }

  ImportReport report(int entries) {
    return new ImportReport(
        options.list(),
        options.dryRun(),
        entries,
        counts,
        problems.counts(),
        problems.byLine(),
        problems.leftOut(),
        changes,
        changesLeftOut);
  }

  private void make(List<ListedChannel> listed) {
    Map<String, ChannelDefinition> own = new LinkedHashMap<>();
    Map<SourceUrl, ChannelDefinition> others = new HashMap<>();
    for (ChannelDefinition channel : channels.values()) {
      if (channel.origin() != null && channel.origin().list().equals(options.list())) {
        own.put(channel.id(), channel);
      } else {
        channel.urls().forEach(url -> others.put(url, channel));
      }
    }
    Map<Integer, ChannelDefinition> matches = Matching.of(own.values(), listed);
    ChannelIds ids = new ChannelIds(channels.keySet());
    for (ListedChannel channel : listed) {
      ChannelDefinition old = matches.get(channel.line());
      ChannelDefinition other = others.get(channel.urls().get(0));
      if (old != null) {
        own.remove(old.id());
        update(old, channel);
      } else if (other != null) {
        problems.add(channel.line(), Skip.EXISTING, owner(other) + " has this address");
      } else {
        add(ids.next(channel), channel);
      }
    }
    lose(own);
  }

  private static String owner(ChannelDefinition other) {
    return "channel "
        + other.id()
        + (other.origin() == null
            ? ", made by hand,"
            : " of list " + other.origin().list() + " (take this one by that name to renew it)");
  }

  private void add(String id, ListedChannel channel) {
    ObjectNode tree = ChannelJson.emptyTree();
    write(tree, channel, Set.of());
    ChannelDefinition added = ChannelJson.ofTree(id, tree);
    define.add(added);
    tell(added, Outcome.ADDED, null);
  }

  private void update(ChannelDefinition old, ListedChannel channel) {
    ObjectNode before = ChannelJson.withSecrets(old);
    ObjectNode tree = before.deepCopy();
    write(tree, channel, old.origin().kept());
    ChannelDefinition updated = ChannelJson.ofTree(old.id(), tree);
    if (updated.equals(old)) {
      tell(old, Outcome.UNCHANGED, null);
      return;
    }
    define.add(updated);
    ObjectNode after = ChannelJson.withSecrets(updated);
    Set<String> changed = new TreeSet<>();
    for (String field : EntryOrigin.FIELDS) {
      if (!before.path(field).equals(after.path(field))) {
        changed.add(field);
      }
    }
    tell(
        updated,
        changed.isEmpty() ? Outcome.UNCHANGED : Outcome.CHANGED,
        String.join(", ", changed));
  }

  private void lose(Map<String, ChannelDefinition> lost) {
    int kept = counts.get(Outcome.CHANGED) + counts.get(Outcome.UNCHANGED);
    if (options.prune() && !options.mayShrink() && lost.size() >= FEW && lost.size() > kept) {
      throw new ListException(
          "the list has lost "
              + lost.size()
              + " of its "
              + (lost.size() + kept)
              + " channels at once, which looks like a fault of the provider; nothing was changed."
              + " If it is meant: relay list refresh "
              + options.list()
              + " --force");
    }
    for (ChannelDefinition channel : lost.values()) {
      if (options.prune()) {
        remove.add(channel.id());
        tell(channel, Outcome.REMOVED, "not wanted or not in the list any more");
      } else {
        tell(channel, Outcome.MISSING, "not wanted or not in the list any more; stays");
      }
    }
  }

  private void tell(ChannelDefinition channel, Outcome outcome, String reason) {
    counts.merge(outcome, 1, Integer::sum);
    if (outcome == Outcome.UNCHANGED) {
      return;
    }
    if (changes.size() < ImportReport.MAX_CHANGES) {
      changes.add(new Change(channel.id(), channel.title(), outcome, reason));
    } else {
      changesLeftOut++;
    }
  }

  /** Writes what the list says over what the definition has, field by field. */
  private void write(ObjectNode tree, ListedChannel channel, Set<String> kept) {
    if (!kept.contains("urls")) {
      ArrayNode urls = tree.putArray("urls");
      channel.urls().forEach(url -> urls.add(url.original()));
    }
    text(tree, "title", channel.title(), kept);
    text(tree, "group", channel.group(), kept);
    text(tree, "logo", channel.logo(), kept);
    text(tree, "tvgId", channel.tvgId(), kept);
    text(tree, "userAgent", channel.userAgent(), kept);
    if (!kept.contains("number")) {
      tree.remove("number");
      if (channel.number() != null) {
        tree.put("number", channel.number());
      }
    }
    if (!kept.contains("headers")) {
      tree.remove("headers");
      if (!channel.headers().isEmpty()) {
        ObjectNode headers = tree.putObject("headers");
        channel.headers().forEach(headers::put);
      }
    }
    ObjectNode origin = tree.putObject("origin");
    origin.put("list", options.list());
    origin.put("entry", channel.key().toString());
    if (!kept.isEmpty()) {
      kept.forEach(origin.putArray("kept")::add);
    }
  }

  private static void text(ObjectNode tree, String field, String value, Set<String> kept) {
    if (kept.contains(field)) {
      return;
    }
    tree.remove(field);
    if (value != null) {
      tree.put(field, value);
    }
  }
}
