package dev.postroom.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.postroom.contract", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule nothingButTheJdkAndJacksonIsUsed =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.postroom.contract..", "java..", "com.fasterxml.jackson..")
          .because("operator and server share this module and no framework");

  @ArchTest
  static final ArchRule onlyTheReportIsJson =
      noClasses()
          .that()
          .resideOutsideOfPackage("..report..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule packagesDependOnEachOtherInOneDirection =
      slices().matching("dev.postroom.contract.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatAllShareKnowsNoneOfThem =
      noClasses()
          .that()
          .resideInAPackage("dev.postroom.contract")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.postroom.contract.*..");

  @ArchTest
  static final ArchRule nothingTouchesFilesOrTheNetwork =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net.http..")
          .because("texts go in and out; who reads and writes files is the caller's matter");
}
