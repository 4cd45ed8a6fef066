package tv.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows between the rooms go one way. A room that may not see another can be read, tested and
 * replaced without it: above all the ring, and all that the source's thread runs through.
 */
@AnalyzeClasses(packages = "tv.relay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule shouldPointItsArrowsOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("ring")
          .definedBy("tv.relay.ring")
          .layer("mpegts")
          .definedBy("tv.relay.mpegts")
          .layer("index")
          .definedBy("tv.relay.index")
          .layer("reserve")
          .definedBy("tv.relay.reserve")
          .layer("seam")
          .definedBy("tv.relay.seam")
          .layer("registry")
          .definedBy("tv.relay.registry")
          .layer("events")
          .definedBy("tv.relay.events")
          .layer("account")
          .definedBy("tv.relay.account")
          .layer("playlist")
          .definedBy("tv.relay.playlist")
          .layer("lists")
          .definedBy("tv.relay.lists")
          .layer("subscription")
          .definedBy("tv.relay.subscription")
          .layer("guide")
          .definedBy("tv.relay.guide")
          .layer("upstream")
          .definedBy("tv.relay.upstream")
          .layer("delivery")
          .definedBy("tv.relay.delivery")
          .layer("channel")
          .definedBy("tv.relay.channel")
          .layer("status")
          .definedBy("tv.relay.status")
          .layer("access")
          .definedBy("tv.relay.access")
          .layer("metrics")
          .definedBy("tv.relay.metrics")
          .layer("overview")
          .definedBy("tv.relay.overview")
          .layer("tuner")
          .definedBy("tv.relay.tuner")
          .layer("play")
          .definedBy("tv.relay.play")
          .layer("memory")
          .definedBy("tv.relay.memory")
          .layer("http")
          .definedBy("tv.relay.http")
          .layer("server")
          .definedBy("tv.relay.server")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("ring")
          .mayNotAccessAnyLayer()
          .whereLayer("mpegts")
          .mayNotAccessAnyLayer()
          .whereLayer("index")
          .mayOnlyAccessLayers("mpegts")
          .whereLayer("reserve")
          .mayOnlyAccessLayers("ring", "index")
          .whereLayer("seam")
          .mayOnlyAccessLayers("ring", "mpegts", "index")
          .whereLayer("registry")
          .mayNotAccessAnyLayer()
          .whereLayer("events")
          .mayNotAccessAnyLayer()
          .whereLayer("account")
          .mayOnlyAccessLayers("registry")
          .whereLayer("playlist")
          .mayNotAccessAnyLayer()
          .whereLayer("lists")
          .mayOnlyAccessLayers("playlist", "registry", "subscription")
          .whereLayer("subscription")
          .mayOnlyAccessLayers("registry", "upstream", "events")
          .whereLayer("guide")
          .mayOnlyAccessLayers("registry", "subscription")
          .whereLayer("upstream")
          .mayOnlyAccessLayers("ring", "mpegts", "index", "registry")
          .whereLayer("delivery")
          .mayOnlyAccessLayers("ring", "mpegts", "index", "reserve", "events")
          .whereLayer("channel")
          .mayOnlyAccessLayers(
              "ring",
              "mpegts",
              "index",
              "reserve",
              "seam",
              "registry",
              "account",
              "upstream",
              "delivery",
              "events")
          .whereLayer("status")
          .mayOnlyAccessLayers(
              "ring",
              "mpegts",
              "index",
              "reserve",
              "registry",
              "account",
              "upstream",
              "delivery",
              "channel",
              "events")
          .whereLayer("tuner")
          .mayOnlyAccessLayers("registry")
          .whereLayer("play")
          .mayOnlyAccessLayers("registry")
          .whereLayer("access")
          .mayNotAccessAnyLayer()
          .whereLayer("memory")
          .mayNotAccessAnyLayer()
          .whereLayer("metrics")
          .mayOnlyAccessLayers(
              "ring",
              "mpegts",
              "reserve",
              "account",
              "upstream",
              "delivery",
              "channel",
              "events",
              "access")
          .whereLayer("overview")
          .mayOnlyAccessLayers("registry", "delivery", "channel", "status")
          .whereLayer("http")
          .mayOnlyAccessLayers(
              "registry",
              "delivery",
              "channel",
              "status",
              "overview",
              "events",
              "access",
              "metrics",
              "playlist",
              "lists",
              "subscription",
              "guide",
              "tuner",
              "play")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule shouldHaveNoCycles =
      slices().matching("tv.relay.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule shouldKeepTheRingToTheJdk = jdkOnly("tv.relay.ring");

  @ArchTest static final ArchRule shouldKeepMemoryToTheJdk = jdkOnly("tv.relay.memory");

  @ArchTest static final ArchRule shouldKeepMpegTsToTheJdk = jdkOnly("tv.relay.mpegts");

  @ArchTest static final ArchRule shouldKeepPlaylistsToTheJdk = jdkOnly("tv.relay.playlist");

  /** Pure functions over packets: nothing to wait for, nothing to open. */
  @ArchTest
  static final ArchRule shouldKeepMpegTsFreeOfThreadsAndSockets =
      noClasses()
          .that()
          .resideInAPackage("tv.relay.mpegts")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io",
              "java.net..",
              "java.nio.channels..",
              "java.nio.file..",
              "java.util.concurrent..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class);

  @ArchTest
  static final ArchRule shouldSeeUndertowInTheHttpFaceOnly =
      seenOnlyBy("io.undertow..", "tv.relay.http");

  @ArchTest
  static final ArchRule shouldSeeXnioInTheHttpFaceAndDeliveryOnly =
      seenOnlyBy("org.xnio..", "tv.relay.http", "tv.relay.delivery");

  @ArchTest
  static final ArchRule shouldSeeTheHttpClientInUpstreamOnly =
      seenOnlyBy("org.apache.hc..", "tv.relay.upstream");

  @ArchTest
  static final ArchRule shouldSeePrometheusInMetricsOnly =
      seenOnlyBy("io.prometheus..", "tv.relay.metrics");

  @ArchTest
  static final ArchRule shouldSeeHistogramsInUpstreamOnly =
      seenOnlyBy("org.HdrHistogram..", "tv.relay.upstream");

  private static ArchRule jdkOnly(String room) {
    return classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(room, "java..");
  }

  private static ArchRule seenOnlyBy(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
