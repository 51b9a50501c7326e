package dev.postroom.office;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.postroom.office",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

  private static final String BASE = "dev.postroom.office.";

  @ArchTest
  static final ArchRule eachLayerKnowsOnlyThoseBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("dev.postroom.office")
          .layer("show")
          .definedBy(BASE + "show..")
          .layer("verdict")
          .definedBy(BASE + "verdict..")
          .layer("stage")
          .definedBy(BASE + "stage..")
          .layer("play")
          .definedBy(BASE + "play..")
          .layer("client")
          .definedBy(BASE + "client..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("show")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("verdict")
          .mayOnlyBeAccessedByLayers("main", "show")
          .whereLayer("stage")
          .mayOnlyBeAccessedByLayers("main", "show")
          .whereLayer("play")
          .mayOnlyBeAccessedByLayers("main", "show", "verdict", "stage")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("play");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching(BASE + "(*)..").should().beFreeOfCycles();
}
