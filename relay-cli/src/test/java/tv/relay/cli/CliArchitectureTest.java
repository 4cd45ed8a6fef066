package tv.relay.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import tv.relay.server.Version;

/**
 * The commands are clients of the HTTP API. What they know, everybody can know; only what starts a
 * server, feeds the demo or looks at a source itself takes code from the server's module.
 */
@AnalyzeClasses(packages = "tv.relay.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CliArchitectureTest {

  /** All of the other module but the number that both were built with. */
  private static final DescribedPredicate<JavaClass> SERVER_MODULE =
      resideInAPackage("tv.relay..")
          .and(DescribedPredicate.not(resideInAPackage("tv.relay.cli..")))
          .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(Version.class)))
          .as("of the server's module");

  private static final DescribedPredicate<JavaClass> RECORDS =
      DescribedPredicate.describe("records", JavaClass::isRecord);

  private static final DescribedPredicate<JavaClass> ENUMS =
      DescribedPredicate.describe("enums", JavaClass::isEnum);

  @ArchTest
  static final ArchRule shouldReachTheServerOverHttpOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "tv.relay.cli.serve",
              "tv.relay.cli.demo",
              "tv.relay.cli.probe",
              "tv.relay.cli.bench.packet",
              "tv.relay.cli.bench.source")
          .should()
          .dependOnClassesThat(SERVER_MODULE);

  /** Of the rooms behind the composition root it knows the options, which are values. */
  @ArchTest
  static final ArchRule shouldServeThroughTheCompositionRoot =
      noClasses()
          .that()
          .resideInAPackage("tv.relay.cli.serve")
          .should()
          .dependOnClassesThat(
              SERVER_MODULE
                  .and(DescribedPredicate.not(resideInAPackage("tv.relay.server")))
                  .and(DescribedPredicate.not(RECORDS))
                  .and(DescribedPredicate.not(ENUMS)));

  @ArchTest
  static final ArchRule shouldMakeTheDemoOfPacketsOnly =
      mayUse("tv.relay.cli.demo", "tv.relay.mpegts");

  /** What it measures may be any relay. */
  @ArchTest
  static final ArchRule shouldBenchWithPacketsOnly =
      mayUse("tv.relay.cli.bench..", "tv.relay.mpegts");

  @ArchTest
  static final ArchRule shouldLetTheBenchesRoomsKnowNothingOfTheCommands =
      noClasses()
          .that()
          .resideInAPackage("tv.relay.cli.bench.*")
          .should()
          .dependOnClassesThat(
              resideInAPackage("tv.relay.cli..")
                  .and(DescribedPredicate.not(resideInAPackage("tv.relay.cli.bench.*"))));

  @ArchTest
  static final ArchRule shouldKeepTheBenchesRoomsApart =
      slices().matching("tv.relay.cli.bench.(*)").should().beFreeOfCycles();

  /** A probe works where no server runs. */
  @ArchTest
  static final ArchRule shouldProbeWithoutAServer =
      mayUse("tv.relay.cli.probe", "tv.relay.upstream", "tv.relay.registry", "tv.relay.mpegts");

  @ArchTest
  static final ArchRule shouldKnowNothingOfTheServersLibraries =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.undertow..", "org.xnio..", "org.apache.hc..", "org.jctools..");

  @ArchTest
  static final ArchRule shouldLetTheDemoKnowNothingOfTheCommands =
      noClasses()
          .that()
          .resideInAPackage("tv.relay.cli.demo")
          .should()
          .dependOnClassesThat(
              resideInAPackage("tv.relay.cli..")
                  .and(DescribedPredicate.not(resideInAPackage("tv.relay.cli.demo"))));

  @ArchTest
  static final ArchRule shouldPrintWithoutKnowingCommands =
      noClasses()
          .that()
          .resideInAnyPackage("tv.relay.cli.terminal", "tv.relay.cli.value")
          .should()
          .dependOnClassesThat(
              resideInAPackage("tv.relay.cli..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("tv.relay.cli.terminal", "tv.relay.cli.value"))));

  @ArchTest
  static final ArchRule shouldHaveNoCycles =
      slices().matching("tv.relay.cli.(*)..").should().beFreeOfCycles();

  private static ArchRule mayUse(String room, String... serverRooms) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            SERVER_MODULE.and(DescribedPredicate.not(resideInAnyPackage(serverRooms))));
  }
}
