package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.ContentHash;
import dev.postroom.crds.ImapServer;
import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.junit.jupiter.api.Test;

/** What is not made again for a template that stays: hundreds of servers are looked at all day. */
class RolloutMemoryTest {

  private static final String SPEC = "{users: {userdbSecretName: people}, storage: {size: 5Gi}}";
  private static final String OTHER = "{users: {userdbSecretName: others}, storage: {size: 5Gi}}";

  private final CourierFilesRenderer renderer = new CourierFilesRenderer();
  private final Templates templates = new Templates(renderer, "imap-server:1");
  private final RolloutMemory memory = new RolloutMemory();

  @Test
  void aTemplateIsRenderedOnceHoweverOftenItIsFoundToBeInForce() {
    memory.inForce(inForce(SPEC));
    var first = memory.rendered();

    memory.inForce(inForce(SPEC));

    assertThat(memory.rendered()).isSameAs(first);
    assertThat(first.text()).isEqualTo(TemplateText.render(inForce(SPEC)));
    assertThat(first.hash())
        .isEqualTo(ContentHash.of(TemplateText.render(inForce(SPEC).template())));
  }

  @Test
  void anotherTemplateHasAnotherTextAndHash() {
    memory.inForce(inForce(SPEC));
    var first = memory.rendered();

    memory.inForce(inForce(OTHER));

    assertThat(memory.rendered()).isEqualTo(RenderedTemplate.of(inForce(OTHER)));
    assertThat(memory.rendered().hash()).isNotEqualTo(first.hash());
  }

  @Test
  void aSpecificationThatMakesTheSamePodsChangesTheTextAndNotTheHash() {
    memory.inForce(inForce(SPEC));
    var first = memory.rendered();
    var now = new TemplateInForce(server(OTHER).getSpec(), inForce(SPEC).template());

    memory.inForce(now);

    assertThat(memory.rendered()).isEqualTo(RenderedTemplate.of(now));
    assertThat(memory.rendered().hash()).isSameAs(first.hash());
  }

  @Test
  void theStatefulSetIsMadeAgainOnlyOfSomethingElse() {
    var first = newest(SPEC);

    assertThat(newest(SPEC)).isSameAs(first);
    assertThat(newest(OTHER)).isEqualTo(templates.newest(server(OTHER), files(OTHER)));
    assertThat(newest(SPEC)).isEqualTo(first);
  }

  private StatefulSet newest(String spec) {
    return memory.newest(templates, server(spec), files(spec));
  }

  private TemplateInForce inForce(String spec) {
    var set = templates.newest(server(spec), files(spec));
    return new TemplateInForce(server(spec).getSpec(), set.getSpec().getTemplate());
  }

  private static ImapServer server(String spec) {
    return Servers.server("---\n" + spec);
  }

  private CourierFiles files(String spec) {
    return ((Rendering.Valid) renderer.render(server(spec).getSpec())).files();
  }
}
