package tv.relay.delivery;

import java.time.Duration;

/**
 * How streams are written to clients.
 *
 * @param interval how long published data may wait to be sent together with what follows; zero
 *     sends on arrival
 * @param sendBufferBytes the kernel's send buffer per client as asked for by {@code SO_SNDBUF}
 *     (Linux keeps twice this, for its own bookkeeping)
 * @param clientTimeout a client that has data waiting and takes no byte for so long is evicted
 */
public record DeliveryOptions(Duration interval, int sendBufferBytes, Duration clientTimeout) {

  public static DeliveryOptions defaults() {
    return new DeliveryOptions(Duration.ofMillis(50), 256 * 1024, Duration.ofSeconds(30));
  }
}
