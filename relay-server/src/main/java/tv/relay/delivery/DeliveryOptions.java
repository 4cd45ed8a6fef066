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
 * @param maxLag a client further behind is moved on at the end of its group of pictures; half of
 *     what the ring holds is the most, whatever is said here
 * @param joinCushion how far behind the head a client starts, as far as the ring allows
 */
public record DeliveryOptions(
    Duration interval,
    int sendBufferBytes,
    Duration clientTimeout,
    Duration maxLag,
    Duration joinCushion) {

  public static DeliveryOptions defaults() {
    return new DeliveryOptions(
        Duration.ofMillis(50),
        256 * 1024,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(2));
  }
}
