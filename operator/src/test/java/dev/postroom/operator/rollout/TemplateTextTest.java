package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTextTest {

  private static final String SPEC =
      "{tls: {secretName: cert}, users: {userdbSecretName: people}, storage: {size: 5Gi}}";

  @Test
  void isReadAsItWasWritten() throws IOException {
    assertThat(TemplateText.parse(TemplateText.render(inForce()))).isEqualTo(inForce());
  }

  @Test
  void aFieldOfAnotherVersionIsNoHindranceAndStaysInTheTemplate() throws IOException {
    var text =
        TemplateText.render(inForce())
            .replace("specification:\n", "specification:\n  flavour: \"sweet\"\n")
            .replace("  spec:\n", "  spec:\n    mood: \"calm\"\n");

    var read = TemplateText.parse(text);

    assertThat(read.specification()).isEqualTo(inForce().specification());
    assertThat(TemplateText.render(read)).contains("mood: \"calm\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "specification: {}", "- a", "template: ["})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> TemplateText.parse(text)).isInstanceOf(IOException.class);
  }

  private static TemplateInForce inForce() {
    var server = Servers.server("---\n" + SPEC);
    var files = ((Rendering.Valid) new CourierFilesRenderer().render(server.getSpec())).files();
    var set = new Templates(new CourierFilesRenderer(), "imap-server:1").newest(server, files);
    return new TemplateInForce(server.getSpec(), set.getSpec().getTemplate());
  }
}
