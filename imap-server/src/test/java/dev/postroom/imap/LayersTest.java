package dev.postroom.imap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;

/** Holds the house's plan: each room may use only those that it is said to know. */
@AnalyzeClasses(packages = "dev.postroom.imap", importOptions = DoNotIncludeTests.class)
class LayersTest {

  private static final String HOUSE = "dev.postroom.imap.";

  @ArchTest
  static final ArchRule eachLayerKnowsOnlyThoseBelowIt =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("server")
          .definedBy(HOUSE + "server..")
          .layer("management")
          .definedBy(HOUSE + "management..")
          .layer("config")
          .definedBy(HOUSE + "config..")
          .layer("net")
          .definedBy(HOUSE + "net..")
          .layer("tls")
          .definedBy(HOUSE + "tls..")
          .layer("admission")
          .definedBy(HOUSE + "admission..")
          .layer("session")
          .definedBy(HOUSE + "session..")
          .layer("search")
          .definedBy(HOUSE + "search..")
          .layer("command")
          .definedBy(HOUSE + "command..")
          .layer("wire")
          .definedBy(HOUSE + "wire..")
          .layer("auth")
          .definedBy(HOUSE + "auth..")
          .layer("mailbox")
          .definedBy(HOUSE + "mailbox..")
          .layer("maildir")
          .definedBy(HOUSE + "maildir..")
          .layer("message")
          .definedBy(HOUSE + "message..")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("management")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("server", "management")
          .whereLayer("net")
          .mayOnlyBeAccessedByLayers("server", "management")
          .whereLayer("tls")
          .mayOnlyBeAccessedByLayers("server", "management", "config", "net")
          .whereLayer("admission")
          .mayOnlyBeAccessedByLayers("server", "management", "config", "net")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("server", "management", "net")
          .whereLayer("search")
          .mayOnlyBeAccessedByLayers("session")
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("session", "search")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("session", "command")
          .whereLayer("maildir")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("mailbox")
          .mayOnlyBeAccessedByLayers("session", "search", "command", "maildir", "message")
          .whereLayer("message")
          .mayOnlyBeAccessedByLayers("session", "search", "command")
          .whereLayer("auth")
          .mayOnlyBeAccessedByLayers("server", "management", "config", "session");

  @ArchTest
  static final ArchRule noTwoPackagesKnowEachOther =
      slices().matching("dev.postroom.imap.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noTwoRoomsOfTheSessionKnowEachOther =
      slices().assignedFrom(roomsOf(HOUSE + "session")).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noTwoRoomsOfTheMaildirKnowEachOther =
      slices().assignedFrom(roomsOf(HOUSE + "maildir")).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theProtocolKnowsNoNetworkAndNoFramework =
      noClasses()
          .that()
          .resideInAnyPackage(
              HOUSE + "wire..",
              HOUSE + "command..",
              HOUSE + "session..",
              HOUSE + "search..",
              HOUSE + "mailbox..",
              HOUSE + "maildir..",
              HOUSE + "message..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "io.vertx..", "io.quarkus..", "jakarta..");

  @ArchTest
  static final ArchRule mechanismsAndTheThrottleKnowNoProtocolAndNoTime =
      noClasses()
          .that()
          .resideInAnyPackage(HOUSE + "auth.sasl..", HOUSE + "auth.throttle..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.util.Timer")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule onlyTheProcessKnowsQuarkus =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOUSE + "server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "jakarta.enterprise..", "io.smallrye..");

  @ArchTest
  static final ArchRule admissionIsPure =
      classes()
          .that()
          .resideInAPackage(HOUSE + "admission..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              HOUSE + "admission..", "dev.postroom.contract.report..", "java..", "io.netty.util");

  /** Each package of its own, the one that holds the others too. */
  private static SliceAssignment roomsOf(String packageName) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String room = type.getPackageName();
        return room.equals(packageName) || room.startsWith(packageName + ".")
            ? SliceIdentifier.of(room)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "the rooms of " + packageName;
      }
    };
  }
}
