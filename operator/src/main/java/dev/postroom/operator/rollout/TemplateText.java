package dev.postroom.operator.rollout;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postroom.crds.ImapServerSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** {@link TemplateInForce} as YAML, for its ConfigMap and for people. */
final class TemplateText {

  /** A field that another version knows, and this one does not, makes nothing unreadable. */
  private static final KubernetesSerialization YAML =
      new KubernetesSerialization(
          new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), true);

  private TemplateText() {}

  static String render(TemplateInForce inForce) {
    return YAML.asYaml(inForce);
  }

  static String render(PodTemplateSpec template) {
    return YAML.asYaml(template);
  }

  /**
   * Reads what {@link #render} wrote, also that of another version.
   *
   * @throws IOException if it is something else; the message says what
   */
  static TemplateInForce parse(String text) throws IOException {
    try {
      var read = YAML.unmarshal(text, TemplateInForce.class);
      if (read == null
          || read.specification() == null
          || read.template() == null
          || read.template().getSpec() == null) {
        throw new IOException("it has no specification or no template");
      }
      return read;
    } catch (IllegalArgumentException | YamlEngineException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The template as it comes back from the text, in which nothing and an empty list are one. */
  static PodTemplateSpec normal(PodTemplateSpec template) {
    return YAML.clone(template);
  }

  static JsonNode tree(Object object) {
    return YAML.convertValue(object, JsonNode.class);
  }

  static ImapServerSpec specification(JsonNode tree) {
    return YAML.convertValue(tree, ImapServerSpec.class);
  }
}
