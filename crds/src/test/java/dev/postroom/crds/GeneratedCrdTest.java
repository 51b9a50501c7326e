package dev.postroom.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the CRD that users apply, and that of the chart, to the types they are generated from. */
class GeneratedCrdTest {

  private static final String FILE = "imapservers.postroom.dev.yaml";
  private static final List<Path> FOR_USERS =
      List.of(Path.of(FILE), Path.of("..", "helm", "postroom", "files", FILE));

  private static final String HEADER =
      """
      # Generated from the types of dev.postroom.crds; do not edit. To generate it anew:
      #   ./mvnw -pl crds test -Dtest=GeneratedCrdTest -Dpostroom.write-crd
      """;

  @TempDir Path directory;

  @Test
  void theCrdForUsersIsWhatTheTypesSay() throws IOException {
    var generated = HEADER + generate();
    for (var file : FOR_USERS) {
      if (System.getProperty("postroom.write-crd") != null) {
        Files.writeString(file, generated);
      }
      assertThat(file)
          .as("run ./mvnw -pl crds test -Dtest=GeneratedCrdTest -Dpostroom.write-crd and commit it")
          .hasContent(generated);
    }
  }

  private String generate() throws IOException {
    var info =
        new CRDGenerator()
            .inOutputDir(directory.toFile())
            .forCRDVersions("v1")
            .withPostProcessor(new CrdShape())
            .customResourceClasses(ImapServer.class)
            .detailedGenerate();
    CRDInfo crd = info.getCRDInfos("imapservers.postroom.dev").get("v1");
    return Files.readString(Path.of(crd.getFilePath())).replaceFirst("(?s)\\A#[^\n]*\n", "");
  }
}
