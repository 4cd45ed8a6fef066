package tv.relay.cli.zoo;

import static tv.relay.cli.zoo.Part.h264;
import static tv.relay.cli.zoo.Part.hevc;
import static tv.relay.cli.zoo.Part.loop;
import static tv.relay.cli.zoo.Part.mpeg2;
import static tv.relay.cli.zoo.Part.picture;
import static tv.relay.cli.zoo.Part.sound;
import static tv.relay.cli.zoo.Part.tone;
import static tv.relay.cli.zoo.Part.toneForAac;

import java.util.List;
import java.util.Locale;

/** A kind of stream: how it is made and what is fair to expect of it. */
enum Animal {
  CLOSED_GOP(loop(picture() + toneForAac() + h264() + sound("aac", 96))),
  /** Three leading pictures at each random access point, which refer to the group before. */
  OPEN_GOP(
      loop(
          picture()
              + toneForAac()
              + h264("open-gop=1:bframes=3:b-pyramid=none:b-adapt=0:keyint=24:min-keyint=24")
              + sound("aac", 96))),
  OPEN_GOP_PYRAMID(
      Fair.oneLineASkip(),
      loop(
          picture()
              + toneForAac()
              + h264("open-gop=1:bframes=3:b-pyramid=normal:b-adapt=0:keyint=24:min-keyint=24")
              + sound("aac", 96))),
  /** No I picture but the first: a column of each picture is fresh. */
  INTRA_REFRESH(
      loop(picture() + toneForAac() + h264("intra-refresh=1:bframes=0") + sound("aac", 96))),
  INTERLACED(loop(picture() + toneForAac() + h264("tff=1:bframes=2") + sound("aac", 96))),
  HEVC(loop(picture() + tone() + hevc("open-gop=0:bframes=3") + sound("ac3", 128))),
  HEVC_OPEN_GOP(
      loop(
          picture()
              + tone()
              + hevc("open-gop=1:bframes=3:b-adapt=0:keyint=24:min-keyint=24")
              + sound("ac3", 128))),
  MPEG2(Fair.twoBreaksASkip(), loop(picture() + tone() + mpeg2() + sound("mp2", 128))),
  TWO_SOUNDS(
      loop(
          picture()
              + toneForAac()
              + tone(Part.LOOP_SECONDS, 880, 0)
              + "-map 0 -map 1 -map 2 "
              + h264()
              + "-ac 2 -c:a:0 aac -b:a:0 96k -c:a:1 ac3 -b:a:1 128k")),
  SUBTITLES(
      loop(
          picture()
              + toneForAac()
              + "-i "
              + ClipMaker.CAPTIONS
              + " -map 0 -map 1 -map 2 "
              + h264()
              + sound("aac", 96)
              // The encoder dates what clears a caption wrongly: one up, one down each second.
              + "-c:s dvbsub -bsf:s setts=ts=90000*(floor(N/2)+0.1+0.6*mod(N\\,2))")),
  EAC3(loop(picture() + tone() + h264() + sound("eac3", 128))),
  LATM(loop(picture() + toneForAac() + h264() + sound("aac", 96) + "-mpegts_flags latm")),
  SOUND_ONLY(loop(Part.noiseForAac() + sound("aac", 320))),
  TWO_PROGRAMMES(
      loop(
          picture()
              + toneForAac()
              + "-f lavfi -i testsrc=size=320x180:rate=25:d=24 "
              + tone(Part.LOOP_SECONDS, 880, 1_024)
              + "-map 0 -map 1 -map 2 -map 3 "
              + h264()
              + sound("aac", 64)
              + "-program title=One:st=0:st=1 -program title=Two:st=2:st=3")),
  UNMARKED(CLOSED_GOP),
  UNMARKED_OPEN_GOP(OPEN_GOP_PYRAMID),
  UNMARKED_INTRA_REFRESH(INTRA_REFRESH),
  UNMARKED_HEVC(HEVC_OPEN_GOP),
  UNMARKED_MPEG2(MPEG2),
  M2TS(192, loop(picture() + toneForAac() + h264() + sound("aac", 96) + "-mpegts_m2ts_mode 1")),
  /** Every eight seconds another codec, other PIDs, another version of the tables. */
  PMT_CHANGE(
      new Part(8, picture(8, "320x180") + tone(8, 440, 1_024) + h264() + sound("aac", 96)),
      new Part(
          8,
          picture(8, "320x180")
              + tone(8, 880, 0)
              + hevc("open-gop=0:bframes=3")
              + sound("ac3", 128)
              + "-mpegts_start_pid 512 -tables_version 1")),
  RESOLUTION_CHANGE(
      new Part(8, picture(8, "320x180") + tone(8, 440, 1_024) + h264() + sound("aac", 96)),
      new Part(8, picture(8, "480x270") + tone(8, 440, 1_024) + h264() + sound("aac", 96)));

  private final Fair fair;
  private final boolean marked;
  private final int packetDistanceBytes;
  private final List<Part> parts;

  Animal(Part... parts) {
    this(Fair.clean(), true, 188, List.of(parts));
  }

  Animal(Fair fair, Part... parts) {
    this(fair, true, 188, List.of(parts));
  }

  Animal(int packetDistanceBytes, Part... parts) {
    this(Fair.clean(), true, packetDistanceBytes, List.of(parts));
  }

  /** The same without a random_access_indicator anywhere. */
  Animal(Animal original) {
    this(original.fair, false, 188, original.parts);
  }

  Animal(Fair fair, boolean marked, int packetDistanceBytes, List<Part> parts) {
    this.fair = fair;
    this.marked = marked;
    this.packetDistanceBytes = packetDistanceBytes;
    this.parts = parts;
  }

  /** For URLs, files and people. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Fair fair() {
    return fair;
  }

  /** Whether its random access points bear the random_access_indicator. */
  boolean marked() {
    return marked;
  }

  /** 192 where the source puts a time stamp before each packet. */
  int packetDistanceBytes() {
    return packetDistanceBytes;
  }

  /** What it consists of, one after the other and over again. */
  List<Part> parts() {
    return parts;
  }
}
