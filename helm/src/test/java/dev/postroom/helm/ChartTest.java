package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Helm makes of the chart. */
class ChartTest {

  private static final String CRD = "templates/crd.yaml";
  private static final Set<String> MADE_FROM_FILES =
      Set.of(
          CRD, "templates/rbac.yaml", "templates/prometheusrule.yaml", "templates/dashboard.yaml");

  private static final String REWRITE = "postroom.rewrite-documents";

  private static final String DEPLOYMENT = "templates/deployment.yaml";

  private static final Path EXPECTED = Path.of("src/test/resources/dev/postroom/helm");
  @TempDir Path scratch;

  @Test
  void helmFindsNothingToMend() {
    assertThat(Chart.lint()).containsExactly("[INFO] Chart.yaml: icon is recommended");
  }

  /** All but the files that another test compares with their sources. */
  @Test
  void theDefaultIsOneOperatorThatSatisfiesRestrictedPodSecurity() throws IOException {
    holds("default.yaml", text(""));
  }

  @Test
  void everyValueFindsItsPlace() throws IOException {
    holds("all.yaml", text(Files.readString(EXPECTED.resolve("all.values.yaml"))));
  }

  @Test
  void theDefinitionIsTheGeneratedOneAndIsKept() throws IOException {
    var rendered = definition(Chart.file(scratch, "", CRD));
    var generated =
        definition(Files.readString(Path.of("..", "crds", "imapservers.postroom.dev.yaml")));

    assertThat(rendered.getSpec()).isEqualTo(generated.getSpec());
    assertThat(rendered.getMetadata().getName()).isEqualTo(generated.getMetadata().getName());
    assertThat(rendered.getMetadata().getAnnotations())
        .isEqualTo(Map.of("helm.sh/resource-policy", "keep"));
  }

  @Test
  void theDefinitionGoesWithTheReleaseOrIsLeftToOthersWhereThatIsSaid() {
    var going = definition(Chart.file(scratch, "crds: {keep: false}", CRD));

    assertThat(going.getMetadata().getAnnotations()).isNullOrEmpty();
    assertThat(Chart.file(scratch, "crds: {install: false}", CRD)).isEmpty();
  }

  @Test
  void aDigestTakesTheTagsPlace() {
    var digest = "sha256:" + "0123456789abcdef".repeat(4);

    assertThat(
            Chart.file(scratch, "image: {tag: 1.2.3, digest: '%s'}".formatted(digest), DEPLOYMENT))
        .contains("image: \"postroom/operator@%s\"\n".formatted(digest));
  }

  @Test
  void aReleaseOfAnyNameKeepsToTheLengthOfNames() {
    var longest = "r".repeat(53);

    assertThat(Chart.file(scratch, longest, "", DEPLOYMENT))
        .contains("  name: %s-operator\n".formatted("r".repeat(44)))
        .contains("app.kubernetes.io/instance: " + longest);
  }

  private String text(String values) {
    return Chart.render(scratch, values).stream()
        .filter(rendered -> !MADE_FROM_FILES.contains(rendered.source()))
        .map(rendered -> "---\n# " + rendered.source() + "\n" + rendered.text().strip() + "\n")
        .collect(Collectors.joining());
  }

  private static void holds(String name, String rendered) throws IOException {
    var file = EXPECTED.resolve(name);
    if (Boolean.getBoolean(REWRITE)) {
      Files.writeString(file, rendered);
    }
    assertThat(file)
        .as("to rewrite it: -D%s=true, and read the difference", REWRITE)
        .hasContent(rendered);
  }

  private static CustomResourceDefinition definition(String yaml) {
    return Serialization.unmarshal(yaml, CustomResourceDefinition.class);
  }
}
