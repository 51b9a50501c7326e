package dev.postroom.operator.running;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Reads ImapServers that have fields of a newer definition. An upgrade brings the definition first,
 * whose defaults every server then has; the operator that still acts, or is gone back to, would
 * otherwise see no server any more.
 */
@Singleton
public final class NewerFields implements KubernetesClientObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }
}
