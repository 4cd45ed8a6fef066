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
import java.util.function.UnaryOperator;

/** A kind of stream: how it is made and what is fair to expect of it. */
enum Animal {
  CLOSED_GOP(loop(picture() + toneForAac() + h264() + sound("aac", 96))),
  OPEN_GOP(
      Fair.oneLineASkip(),
      loop(
          picture()
              + toneForAac()
              + h264("open-gop=1:bframes=3:b-pyramid=normal:b-adapt=0")
              + sound("aac", 96))),
  INTRA_REFRESH(loop(picture() + toneForAac() + h264("intra-refresh=1") + sound("aac", 96))),
  INTERLACED(loop(picture() + toneForAac() + h264("tff=1:bframes=2") + sound("aac", 96))),
  HEVC(loop(picture() + tone() + hevc("open-gop=0:bframes=3") + sound("ac3", 128))),
  HEVC_OPEN_GOP(
      Fair.oneLineASkip(),
      loop(picture() + tone() + hevc("open-gop=1:bframes=3:b-adapt=0") + sound("ac3", 128))),
  MPEG2(Fair.twoBreaksASkip(), loop(picture() + tone() + mpeg2("") + sound("mp2", 128))),
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
  NO_INDICATOR(
      Fair.clean(),
      Surgery::withoutRandomAccessIndicator,
      188,
      loop(picture() + toneForAac() + h264() + sound("aac", 96))),
  NO_INDICATOR_OPEN_GOP(
      Fair.oneLineASkip(), Surgery::withoutRandomAccessIndicator, 188, OPEN_GOP.parts.get(0)),
  NO_INDICATOR_INTRA_REFRESH(
      Fair.clean(), Surgery::withoutRandomAccessIndicator, 188, INTRA_REFRESH.parts.get(0)),
  NO_INDICATOR_HEVC(Fair.clean(), Surgery::withoutRandomAccessIndicator, 188, HEVC.parts.get(0)),
  NO_INDICATOR_MPEG2(
      Fair.twoBreaksASkip(), Surgery::withoutRandomAccessIndicator, 188, MPEG2.parts.get(0)),
  M2TS(
      Fair.clean(),
      Surgery::withoutTimeStamps,
      192,
      loop(picture() + toneForAac() + h264() + sound("aac", 96) + "-mpegts_m2ts_mode 1")),
  /** Every eight seconds another codec, other PIDs, another version of the tables. */
  PMT_CHANGE(
      Fair.clean().saying("New (video|audio) stream .* at pos:"),
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
  private final UnaryOperator<byte[]> surgery;
  private final int packetDistanceBytes;
  private final List<Part> parts;

  Animal(Part... parts) {
    this(Fair.clean(), parts);
  }

  Animal(Fair fair, Part... parts) {
    this(fair, UnaryOperator.identity(), 188, parts);
  }

  Animal(Fair fair, UnaryOperator<byte[]> surgery, int packetDistanceBytes, Part... parts) {
    this.fair = fair;
    this.surgery = surgery;
    this.packetDistanceBytes = packetDistanceBytes;
    this.parts = List.of(parts);
  }

  /** For URLs, files and people. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Fair fair() {
    return fair;
  }

  /** What is done to each part that ffmpeg has made; leaves packets of 188 bytes. */
  byte[] operate(byte[] made) {
    return surgery.apply(made);
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
