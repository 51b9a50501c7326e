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
        .whereLayer("row")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("row", "bench")
        .whereLayer("mail")
        .mayOnlyBeAccessedByLayers("server", "row", "bench")
        .whereLayer("client")
        .mayOnlyBeAccessedByLayers("server", "row")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("row", "bench")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.postroom.bench"));
  }
}
