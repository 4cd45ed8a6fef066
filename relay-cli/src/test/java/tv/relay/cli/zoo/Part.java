package tv.relay.cli.zoo;

/**
 * What ffmpeg is to make, a stretch of a clip.
 *
 * @param seconds its length, a whole number of frames in each of its streams
 * @param options of ffmpeg between the general ones and the output, separated by spaces
 */
record Part(int seconds, String options) {
  /** Whole frames of AAC (1,024 samples), AC-3 (1,536) and MP2 (1,152) at 48 kHz. */
  static final int LOOP_SECONDS = 24;

  private static final int SAMPLES_PER_SECOND = 48_000;
  private static final String RATE = " -b:v 700k -maxrate 900k -bufsize 500k ";

  static Part loop(String options) {
    return new Part(LOOP_SECONDS, options);
  }

  /** Moving picture, 25 frames a second. */
  static String picture(int seconds, String size) {
    return "-f lavfi -i testsrc2=size=%s:rate=25:d=%d ".formatted(size, seconds);
  }

  static String picture() {
    return picture(LOOP_SECONDS, "320x180");
  }

  /** A tone; {@code spareSamples} less for encoders that make a frame more than they are given. */
  static String tone(int seconds, int hertz, int spareSamples) {
    int samples = seconds * SAMPLES_PER_SECOND - spareSamples;
    return "-f lavfi -i aevalsrc=0.2*sin(2*PI*%d*t):s=48000:d=%d,atrim=end_sample=%d "
        .formatted(hertz, seconds, samples);
  }

  /** A tone for AAC, whose encoder begins with a frame of its own. */
  static String toneForAac() {
    return tone(LOOP_SECONDS, 440, 1_024);
  }

  /** A tone for AC-3, E-AC-3 and MP2. */
  static String tone() {
    return tone(LOOP_SECONDS, 440, 0);
  }

  static String noiseForAac() {
    int samples = LOOP_SECONDS * SAMPLES_PER_SECOND - 1_024;
    return "-f lavfi -i anoisesrc=r=48000:a=0.2:seed=1,atrim=end_sample=%d ".formatted(samples);
  }

  /** H.264 with a random access point each second. */
  static String h264(String parameters) {
    String all = "keyint=25:min-keyint=25:scenecut=0:" + parameters;
    return "-c:v libx264 -preset veryfast" + RATE + "-x264-params " + all + " ";
  }

  static String h264() {
    return h264("open-gop=0:bframes=2");
  }

  /** HEVC with a random access point each second. */
  static String hevc(String parameters) {
    String all = "log-level=none:keyint=25:min-keyint=25:scenecut=0:" + parameters;
    return "-c:v libx265 -preset ultrafast" + RATE + "-x265-params " + all + " ";
  }

  /** MPEG-2 in open groups, each with two leading pictures. */
  static String mpeg2() {
    return "-c:v mpeg2video -g 24 -bf 2 -sc_threshold 1000000000"
        + " -b:v 900k -maxrate 1200k -bufsize 600k ";
  }

  static String sound(String codec, int kilobits) {
    return "-c:a %s -ac 2 -b:a %dk ".formatted(codec, kilobits);
  }
}
