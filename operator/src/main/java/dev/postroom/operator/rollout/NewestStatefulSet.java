package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerSpec;
import dev.postroom.operator.render.CourierFiles;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

/**
 * The StatefulSet as this operator makes it, kept as long as it is made of the same. The server's
 * names are never others.
 *
 * @param spec of which it was made
 * @param files of which it was made
 * @param set that was made
 */
record NewestStatefulSet(ImapServerSpec spec, CourierFiles files, StatefulSet set) {

  static NewestStatefulSet of(Templates templates, ImapServer server, CourierFiles files) {
    return new NewestStatefulSet(server.getSpec(), files, templates.newest(server, files));
  }

  /** This one, or a new one where something else is asked for. */
  NewestStatefulSet renewed(Templates templates, ImapServer server, CourierFiles newFiles) {
    return spec.equals(server.getSpec()) && files.equals(newFiles)
        ? this
        : of(templates, server, newFiles);
  }
}
