package tv.relay.testing;

import java.util.List;

/**
 * How a {@link StreamModel} is made up. A value.
 *
 * @param video false for a radio programme, which has its first sound for main PID
 * @param groupPictures from one access point to the next, 25 a second
 * @param leading pictures behind an access point that are shown before it; fewer than the group has
 * @param picturePackets of a picture; an access point's has three times as many
 * @param marked whether access points are marked; otherwise a look into them shows them
 * @param soundTypes stream types of the sounds
 * @param soundPackets of one PES packet
 * @param pmtPackets of the PMT
 * @param tablesApart pictures from one copy of the tables to the next, besides those of an access
 *     point
 * @param tablesAtPoints whether they stand right before each access point
 * @param sectionPackets of the SDT; 0 for none
 * @param ownClock whether the PCR has a PID of its own, without payload
 * @param nulls whether there are null packets
 * @param changeAt picture at which the PMT changes and the video moves to another PID; 0 for never
 * @param seed of how the PIDs interleave
 */
public record StreamShape(
    boolean video,
    int groupPictures,
    int leading,
    int picturePackets,
    boolean marked,
    List<Integer> soundTypes,
    int soundPackets,
    int pmtPackets,
    int tablesApart,
    boolean tablesAtPoints,
    int sectionPackets,
    boolean ownClock,
    boolean nulls,
    int changeAt,
    int seed) {

  /** A picture and its sound, nothing else. */
  public static StreamShape plain() {
    return new StreamShape(
        true, 10, 0, 2, true, List.of(0x0F), 3, 1, 5, true, 0, false, false, 0, 0);
  }
}
