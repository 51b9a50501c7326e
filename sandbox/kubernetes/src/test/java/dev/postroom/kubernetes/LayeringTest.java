package dev.postroom.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom among the layers of the API server. */
@AnalyzeClasses(packages = "dev.postroom.kubernetes", importOptions = DoNotIncludeTests.class)
class LayeringTest {

  private static final String BASE = "dev.postroom.kubernetes.";
  private static final String JDK = "java..";
  private static final String JSON = "com.fasterxml.jackson..";

  @ArchTest
  static final ArchRule storeKnowsNeitherHttpNorVerbs =
      classes()
          .that()
          .resideInAPackage(BASE + "store..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(JDK, JSON, BASE + "store..", BASE + "failure..", BASE + "resource..");

  @ArchTest
  static final ArchRule applyAndPatchArePure =
      classes()
          .that()
          .resideInAnyPackage(BASE + "apply..", BASE + "patch..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              JDK,
              JSON,
              "io.fabric8.zjsonpatch..",
              BASE + "apply..",
              BASE + "patch..",
              BASE + "schema..",
              BASE + "failure..");

  @ArchTest
  static final ArchRule schemaKnowsOnlyJson =
      noClasses()
          .that()
          .resideInAPackage(BASE + "schema..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "store..", BASE + "registry..", BASE + "api..", "io.vertx..");

  @ArchTest
  static final ArchRule verbsKnowNoHttp =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + "registry..", BASE + "defaults..", BASE + "discovery..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "api..", "io.vertx..");

  @ArchTest
  static final ArchRule controllersAndNodeGoThroughTheApi =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + "controller..", BASE + "node..", BASE + "proxy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "store..", BASE + "registry..", BASE + "apply..");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching(BASE + "(*)..").should().beFreeOfCycles();
}
