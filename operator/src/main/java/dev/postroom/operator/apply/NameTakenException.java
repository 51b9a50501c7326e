package dev.postroom.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** An object of that name belongs to somebody else, and is left alone. */
final class NameTakenException extends KubernetesClientException {

  NameTakenException(HasMetadata desired) {
    super(
        "%s %s exists already and does not belong to this ImapServer; %s, or give the ImapServer another name"
            .formatted(
                desired.getKind(),
                desired.getMetadata().getName(),
                // Nobody is told to remove what may have mail on it.
                desired.getKind().equals("PersistentVolumeClaim")
                    ? "name it as spec.storage.existingClaim"
                    : "remove it"),
        HttpURLConnection.HTTP_CONFLICT,
        null);
  }
}
