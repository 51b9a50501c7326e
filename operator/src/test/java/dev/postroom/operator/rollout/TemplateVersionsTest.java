package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.UpdatePolicy;
import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.RolloutDecision.Nothing;
import dev.postroom.operator.rollout.RolloutDecision.Roll;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * StatefulSets as operators before this one made them, in {@code templates/} of the test resources,
 * meet this one. Whoever changes what pods are made of adds the file of before.
 */
class TemplateVersionsTest {

  /** What the files were made of. */
  private static final String SPEC =
      """
      tls: {secretName: mail-tls}
      users: {userdbSecretName: mail-users}
      service: {type: LoadBalancer, imapPort: 1143}
      """;

  private static final String CHANGED = SPEC + "imapd: {PORT: \"2143\"}\n";

  private static final Templates TEMPLATES =
      new Templates(new CourierFilesRenderer(), "postroom/imap-server:9.9.9");

  static Stream<Path> versions() throws IOException {
    try (var files = Files.list(Path.of("src", "test", "resources", "templates"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anUpgradeRollsNobodyAndTheNextChangeRollsOnceToTheNewest(Path version) throws IOException {
    var found = statefulSet(version);
    var adopted = Templates.adopted(children(found, SPEC)).orElseThrow();

    assertThat(adopted.template()).isEqualTo(found.getSpec().getTemplate());
    assertThat(decide(found, adopted, SPEC)).isInstanceOf(Nothing.class);

    // It is kept and read back, as over another upgrade.
    var kept = TemplateText.parse(TemplateText.render(adopted));
    assertThat(decide(found, kept, SPEC)).isInstanceOf(Nothing.class);

    var roll = (Roll) decide(found, kept, CHANGED);
    assertThat(roll.template()).isEqualTo(newest(CHANGED).getSpec().getTemplate());
    assertThat(roll.causes())
        .contains(new RestartCause(RestartReason.SettingsChanged, "PORT changes from 143 to 2143"));

    var rolled = new TemplateInForce(Servers.spec(CHANGED), roll.template());
    assertThat(decide(with(found, roll.template()), rolled, CHANGED)).isEqualTo(new Nothing(""));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anImageThatSomebodyNamedMeanwhileIsRolledTo(Path version) {
    var found = statefulSet(version);
    var spec = SPEC + "image: own:2\n";
    var adopted = Templates.adopted(children(found, spec)).orElseThrow();

    var roll = (Roll) decide(found, adopted, spec);

    assertThat(roll.causes())
        .contains(
            new RestartCause(
                RestartReason.ImageChanged,
                "image changes from postroom/imap-server:0.1.0 to own:2"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void claimsOfItsOwnStayWithAStatefulSet(Path version) {
    var found = statefulSet(version);

    var wanted = FixedFields.kept(Optional.of(found), newest(CHANGED));

    assertThat(wanted.getSpec().getVolumeClaimTemplates())
        .isEqualTo(found.getSpec().getVolumeClaimTemplates());
  }

  private static RolloutDecision decide(StatefulSet current, TemplateInForce inForce, String spec) {
    // In place, as if it were of a version whose fixed fields are those of now.
    var inPlace =
        new StatefulSetBuilder(current)
            .editSpec()
            .withPodManagementPolicy(newest(spec).getSpec().getPodManagementPolicy())
            .endSpec()
            .build();
    return new Situation(
            Optional.of(inPlace),
            true,
            true,
            FixedFields.kept(Optional.of(inPlace), newest(spec)),
            TEMPLATES.of(Servers.server(spec), inForce.specification()),
            Optional.of(inForce.template()),
            UpdatePolicy.OnRoll,
            Optional.empty(),
            List.of(),
            List.of())
        .decide();
  }

  private static StatefulSet newest(String spec) {
    ImapServer server = Servers.server(spec);
    var rendering = (Rendering.Valid) new CourierFilesRenderer().render(server.getSpec());
    return TEMPLATES.newest(server, rendering.files());
  }

  private static Children children(StatefulSet set, String spec) {
    return new Children(Servers.server(spec), List.of(set), List.<Pod>of());
  }

  private static StatefulSet with(StatefulSet set, PodTemplateSpec template) {
    return Templates.with(set, template);
  }

  private static StatefulSet statefulSet(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), StatefulSet.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
