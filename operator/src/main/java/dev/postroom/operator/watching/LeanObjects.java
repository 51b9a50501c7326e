package dev.postroom.operator.watching;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Reads objects without the list of fields that each manager set. The operator never looks at it,
 * only at who they are, and it is half of what watching an object costs in memory, whose copies are
 * held for as long as the objects are there.
 */
@Singleton
final class LeanObjects implements KubernetesClientObjectMapperCustomizer {

  /** What is left out. */
  @JsonIgnoreProperties("fieldsV1")
  private interface WithoutFields {}

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.addMixIn(ManagedFieldsEntry.class, WithoutFields.class);
  }
}
