package dev.postroom.bench;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayersTest {

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("bench")
        .definedBy("dev.postroom.bench")
        .layer("flood")
        .definedBy("dev.postroom.bench.flood")
        .layer("row")
        .definedBy("dev.postroom.bench.row")
        .layer("server")
        .definedBy("dev.postroom.bench.server")
        .layer("mail")
        .definedBy("dev.postroom.bench.mail")
        .layer("client")
        .definedBy("dev.postroom.bench.client")
        .layer("report")
        .definedBy("dev.postroom.bench.report")
        .whereLayer("bench")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("flood")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("row")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("row", "flood", "bench")
        .whereLayer("mail")
        .mayOnlyBeAccessedByLayers("server", "row", "flood", "bench")
        .whereLayer("client")
        .mayOnlyBeAccessedByLayers("server", "row", "flood")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("row", "bench")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.postroom.bench"));
  }
}
