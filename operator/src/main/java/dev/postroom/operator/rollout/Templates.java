package dev.postroom.operator.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerSpec;
import dev.postroom.operator.desired.ServerStatefulSet;
import dev.postroom.operator.desired.TemplateConfigMap;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.io.IOException;
import java.util.Optional;

/** Pod templates: as this operator makes them, and as an earlier one did. */
final class Templates {

  private final CourierFilesRenderer renderer;
  private final String defaultImage;

  /**
   * @param defaultImage of servers that name none
   */
  Templates(CourierFilesRenderer renderer, String defaultImage) {
    this.renderer = renderer;
    this.defaultImage = defaultImage;
  }

  /** The StatefulSet as this operator makes it. */
  StatefulSet newest(ImapServer server, CourierFiles files) {
    var image = server.getSpec().image() == null ? defaultImage : server.getSpec().image();
    var set = ServerStatefulSet.desired(server, files, image);
    return with(set, TemplateText.normal(set.getSpec().getTemplate()));
  }

  /** A StatefulSet whose pods are made of another template. */
  static StatefulSet with(StatefulSet set, PodTemplateSpec template) {
    return new StatefulSetBuilder(set).editSpec().withTemplate(template).endSpec().build();
  }

  /**
   * The template that this operator makes of an earlier specification of the same server; empty if
   * it cannot honour that any more.
   */
  Optional<PodTemplateSpec> of(ImapServer server, ImapServerSpec then) {
    if (!(renderer.render(then) instanceof Rendering.Valid(CourierFiles files))) {
      return Optional.empty();
    }
    var earlier = new ImapServer();
    earlier.setMetadata(server.getMetadata());
    earlier.setSpec(then);
    return Optional.of(newest(earlier, files).getSpec().getTemplate());
  }

  /**
   * The template in force as it was kept.
   *
   * @throws IOException if what was kept cannot be read
   */
  static Optional<TemplateInForce> kept(Children children) throws IOException {
    var text =
        children
            .same(TemplateConfigMap.desired(children.server(), ""))
            .map(found -> (ConfigMap) found)
            .map(ConfigMap::getData)
            .map(data -> data.get(TemplateConfigMap.FILE));
    return text.isEmpty() ? Optional.empty() : Optional.of(TemplateText.parse(text.get()));
  }

  /**
   * The template of a StatefulSet of which nothing was kept, as an operator before this one made
   * it. It is taken to be what the specification asks for, but for the image, which can be
   * compared.
   */
  static Optional<TemplateInForce> adopted(Children children) {
    return children
        .statefulSet()
        .map(set -> set.getSpec().getTemplate())
        .map(
            template ->
                new TemplateInForce(
                    withImage(
                        children.server().getSpec(),
                        template.getSpec().getContainers().getFirst().getImage()),
                    TemplateText.normal(template)));
  }

  private static ImapServerSpec withImage(ImapServerSpec spec, String image) {
    if (spec.image() == null) {
      return spec;
    }
    ObjectNode tree = TemplateText.tree(spec).require();
    return TemplateText.specification(tree.put("image", image));
  }
}
