package dev.postroom.operator;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.time.Instant;

/** Each room of the operator knows only those it is built on. */
@AnalyzeClasses(packages = "dev.postroom.operator", importOptions = DoNotIncludeTests.class)
class LayeringTest {

  @ArchTest
  static final ArchRule roomsAreBuiltOnEachOther =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("limits")
          .definedBy("dev.postroom.operator.limits..")
          .layer("render")
          .definedBy("dev.postroom.operator.render..")
          .layer("peers")
          .definedBy("dev.postroom.operator.peers..")
          .layer("desired")
          .definedBy("dev.postroom.operator.desired..")
          .layer("apply")
          .definedBy("dev.postroom.operator.apply..")
          .layer("events")
          .definedBy("dev.postroom.operator.events..")
          .layer("rollout")
          .definedBy("dev.postroom.operator.rollout..")
          .layer("references")
          .definedBy("dev.postroom.operator.references..")
          .layer("owned")
          .definedBy("dev.postroom.operator.owned..")
          .layer("round")
          .definedBy("dev.postroom.operator.round..")
          .layer("status")
          .definedBy("dev.postroom.operator.status..")
          .layer("running")
          .definedBy("dev.postroom.operator.running..")
          .layer("parts")
          .definedBy("dev.postroom.operator.parts..")
          .layer("watching")
          .definedBy("dev.postroom.operator.watching..")
          .layer("memory")
          .definedBy("dev.postroom.operator.memory..")
          .layer("reconciler")
          .definedBy("dev.postroom.operator")
          .whereLayer("limits")
          .mayNotAccessAnyLayer()
          .whereLayer("apply")
          .mayNotAccessAnyLayer()
          .whereLayer("running")
          .mayNotAccessAnyLayer()
          .whereLayer("render")
          .mayOnlyAccessLayers("limits")
          .whereLayer("peers")
          .mayOnlyAccessLayers("limits")
          .whereLayer("events")
          .mayOnlyAccessLayers("limits")
          .whereLayer("desired")
          .mayOnlyAccessLayers("render")
          .whereLayer("rollout")
          .mayOnlyAccessLayers("desired", "render", "limits", "apply", "events")
          .whereLayer("references")
          .mayOnlyAccessLayers("desired", "render", "apply")
          .whereLayer("owned")
          .mayOnlyAccessLayers("desired", "render", "apply", "events", "rollout")
          .whereLayer("round")
          .mayOnlyAccessLayers("limits", "peers", "render", "apply")
          .whereLayer("watching")
          .mayOnlyAccessLayers("desired", "rollout")
          .whereLayer("parts")
          .mayOnlyAccessLayers("limits", "render", "desired", "apply", "events", "rollout", "round")
          .whereLayer("memory")
          .mayOnlyAccessLayers(
              "limits",
              "desired",
              "render",
              "apply",
              "references",
              "rollout",
              "owned",
              "round",
              "status",
              "parts")
          .whereLayer("reconciler")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule noRoomsInACircle =
      slices().matching("dev.postroom.operator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule decisionsKnowNoCluster =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAnyPackage("dev.postroom.operator.limits..", "dev.postroom.operator.render..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..", "io.javaoperatorsdk..", "java.net.http..");

  @ArchTest
  static final ArchRule theTimeIsInjected =
      ArchRuleDefinition.noClasses()
          .that()
          .doNotHaveSimpleName("Wiring")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC");
}
