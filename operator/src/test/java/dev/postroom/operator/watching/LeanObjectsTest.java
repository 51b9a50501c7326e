package dev.postroom.operator.watching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** What the operator keeps of the objects that it watches. */
class LeanObjectsTest {

  @Test
  void whoWroteAnObjectIsKeptAndWhichFieldsIsNot() {
    var mapper = new ObjectMapper();
    new LeanObjects().customize(mapper);

    var read =
        new KubernetesSerialization(mapper, false)
            .unmarshal(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: mail-limits
                  resourceVersion: "7"
                  managedFields:
                  - manager: postroom-operator
                    operation: Apply
                    fieldsV1: {"f:data": {"f:imapaccess": {}}}
                  ownerReferences:
                  - {apiVersion: postroom.dev/v1alpha1, kind: ImapServer, name: mail, uid: u}
                data: {imapaccess: ""}
                """,
                ConfigMap.class);

    assertThat(read.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getManager()).isEqualTo("postroom-operator");
              assertThat(entry.getOperation()).isEqualTo("Apply");
              assertThat(entry.getFieldsV1()).isNull();
              assertThat(entry.getAdditionalProperties()).isEmpty();
            });
    assertThat(read.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(read.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(read.getData()).containsEntry("imapaccess", "");
  }
}
