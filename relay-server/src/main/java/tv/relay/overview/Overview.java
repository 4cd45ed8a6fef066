package tv.relay.overview;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.relay.channel.Channel;
import tv.relay.channel.ChannelView;
import tv.relay.channel.Channels;
import tv.relay.registry.ChannelDefinition;
import tv.relay.status.ChannelStatus;
import tv.relay.status.ClientStatus;
import tv.relay.status.StatusReader;

/**
 * All channels and clients in short, as changes since what somebody has seen. A snapshot is taken
 * when somebody asks and the last is older than {@link #PACE_MILLIS}: many who watch cost hardly
 * more than one, and nobody costs nothing. Any thread; one at a time.
 */
public final class Overview {
  /** How old an answer may be. */
  public static final long PACE_MILLIS = 900;

  private static final long BITRATE_STEP_BPS = 10_000;
  private static final Pattern VERSION = Pattern.compile("([0-9a-z]{1,16})-([0-9]{1,15})");

  private final Channels channels;
  private final StatusReader status;
  private final String relayVersion;

  /** Tells versions of this run from those of another. */
  private final String run = Long.toString(System.nanoTime() & Long.MAX_VALUE, 36);

  private final long startedMillis = System.currentTimeMillis();

  // All of these are guarded by this.
  private final ChangeTable<ChannelRow> channelRows = new ChangeTable<>();
  private final ChangeTable<OverviewChange.Bitrate> bitrates = new ChangeTable<>();
  private final ChangeTable<ClientRow> clientRows = new ChangeTable<>();
  private Map<String, Idle> idle = new HashMap<>();
  private long version;
  private long takenNanos;
  private long takenMillis;

  /** What an unwatched channel's row was made from: while that is the same, so is the row. */
  private record Idle(ChannelView view, ChannelDefinition definition) {}

  public Overview(String relayVersion, Channels channels, StatusReader status) {
    this.relayVersion = relayVersion;
    this.channels = channels;
    this.status = status;
  }

  /**
   * What has changed.
   *
   * @param seen the version of an earlier answer; anything else gives all there is
   */
  public synchronized OverviewChange since(String seen) {
    long now = System.nanoTime();
    if (version == 0 || now - takenNanos >= TimeUnit.MILLISECONDS.toNanos(PACE_MILLIS)) {
      takenNanos = now;
      takenMillis = System.currentTimeMillis();
      version++;
      take();
    }
    long since = known(seen);
    return new OverviewChange(
        run + "-" + version,
        since == 0,
        takenMillis,
        relayVersion,
        startedMillis,
        channelRows.changedSince(since),
        // A page that begins takes all that it isn't told of for 0.
        bitrates.changedSince(since).stream().filter(b -> since > 0 || b.bps() > 0).toList(),
        clientRows.changedSince(since),
        new OverviewChange.Gone(channelRows.goneSince(since), clientRows.goneSince(since)));
  }

  /** That version's number if changes since it can be told, or 0. */
  private long known(String seen) {
    Matcher matcher = VERSION.matcher(seen);
    if (!matcher.matches() || !matcher.group(1).equals(run)) {
      return 0;
    }
    long number = Long.parseLong(matcher.group(2));
    return number <= version && channelRows.remembers(number) && clientRows.remembers(number)
        ? number
        : 0;
  }

  private void take() {
    channelRows.begin(version);
    bitrates.begin(version);
    clientRows.begin(version);
    Map<String, Idle> nowIdle = new HashMap<>();
    for (Channel channel : channels.all()) {
      Idle key = new Idle(channel.view(), channel.definition());
      boolean resting = key.view.fanout() == null && bps(channel.id()) == 0;
      if (!resting || !same(idle.get(channel.id()), key)) {
        read(channel);
      } else {
        channelRows.put(channel.id(), channelRows.previous(channel.id()));
        bitrates.put(channel.id(), bitrates.previous(channel.id()));
      }
      if (resting) {
        nowIdle.put(channel.id(), key);
      }
    }
    idle = nowIdle;
    channelRows.end();
    bitrates.end();
    clientRows.end();
  }

  @SuppressWarnings("ReferenceEquality") // Both are immutable and replaced when anything changes.
  private static boolean same(Idle before, Idle now) {
    return before != null && before.view == now.view && before.definition == now.definition;
  }

  private long bps(String id) {
    OverviewChange.Bitrate bitrate = bitrates.previous(id);
    return bitrate == null ? 0 : bitrate.bps();
  }

  private void read(Channel channel) {
    String id = channel.id();
    int place = channel.view().sourcePlace();
    ChannelStatus now = status.channel(channel);
    channelRows.put(
        id, ChannelRow.of(channel.definition(), now, place, channelRows.previous(id), takenMillis));
    long bps = now.upstream().bitrateBps() / BITRATE_STEP_BPS * BITRATE_STEP_BPS;
    bitrates.put(id, new OverviewChange.Bitrate(id, bps));
    for (ClientStatus client : now.clients()) {
      ClientRow previous = clientRows.previous(client.id());
      clientRows.put(client.id(), ClientRow.of(id, client, previous, takenMillis));
    }
  }
}
