package tv.relay.channel;

import tv.relay.upstream.Intake;
import tv.relay.upstream.Reading;
import tv.relay.upstream.Source;
import tv.relay.upstream.UpstreamMeter;

/** Where a channel's life gets its readers from. */
interface Readers {

  /** Begins to read a source; what comes of it the intake is told, by another thread. */
  Reading start(Source source, UpstreamMeter meter, Intake intake);
}
