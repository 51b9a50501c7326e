package dev.postroom.kubernetes.conformance;

import static dev.postroom.kubernetes.conformance.ApiUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Objects: identity, optimistic concurrency, patches, deletion. */
interface ObjectConformance extends ApiUnderTest {

  @Test
  default void givesEveryObjectItsIdentity() {
    var created = createConfigMap("identity-", Map.of());

    assertThat(created.getMetadata().getName()).startsWith("identity-").hasSizeGreaterThan(9);
    assertThat(created.getMetadata().getUid()).isNotBlank();
    assertThat(created.getMetadata().getResourceVersion()).isNotBlank();
    assertThat(created.getMetadata().getCreationTimestamp()).endsWith("Z");
    assertThat(client().resource(created).get()).isEqualTo(created);
  }

  @Test
  default void takesANameOnce() {
    var created = createConfigMap("once-", Map.of());

    var status =
        refusal(
            () ->
                client()
                    .resource(
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(created.getMetadata().getName())
                            .withNamespace(namespace())
                            .endMetadata()
                            .build())
                    .create());

    assertThat(status.getCode()).isEqualTo(409);
    assertThat(status.getReason()).isEqualTo("AlreadyExists");
  }

  @Test
  default void saysThatAnObjectIsNotThere() {
    var status = refusal(() -> client().raw(path("nowhere"), "GET", null));

    assertThat(status.getReason()).isEqualTo("NotFound");
    assertThat(status.getMessage()).isEqualTo("configmaps \"nowhere\" not found");
  }

  @Test
  default void refusesAnUpdateOfAnOldVersion() {
    var old = createConfigMap("conflict-", Map.of());
    client().resource(with(old, "changed")).update();

    var status =
        refusal(
            () ->
                client()
                    .resource(with(old, "late"))
                    .lockResourceVersion(old.getMetadata().getResourceVersion())
                    .update());

    assertThat(status.getCode()).isEqualTo(409);
    assertThat(status.getReason()).isEqualTo("Conflict");
    assertThat(client().resource(old).get().getData()).containsEntry("key", "changed");
  }

  @Test
  default void leavesTheResourceVersionWhenAnUpdateChangesNothing() {
    var created = createConfigMap("still-", Map.of());

    var updated = client().resource(created).update();

    assertThat(updated.getMetadata().getResourceVersion())
        .isEqualTo(created.getMetadata().getResourceVersion());
  }

  @Test
  default void mergesAPatchAndRemovesWhatIsNull() {
    var created = createConfigMap("merge-", Map.of());

    var patched =
        patch(created, PatchType.JSON_MERGE, "{\"data\":{\"key\":null,\"other\":\"new\"}}");

    assertThat(patched.getData()).isEqualTo(Map.of("other", "new"));
  }

  @Test
  default void appliesAJsonPatchAsAWholeOrNotAtAll() {
    var created = createConfigMap("json-", Map.of());

    var patched =
        patch(created, PatchType.JSON, "[{\"op\":\"add\",\"path\":\"/data/a\",\"value\":\"b\"}]");
    assertThat(patched.getData()).isEqualTo(Map.of("key", "value", "a", "b"));

    refusal(
        () ->
            patch(
                created,
                PatchType.JSON,
                "[{\"op\":\"remove\",\"path\":\"/data/a\"},"
                    + "{\"op\":\"test\",\"path\":\"/data/key\",\"value\":\"other\"}]"));
    assertThat(client().resource(created).get().getData()).containsEntry("a", "b");
  }

  @Test
  default void keepsADryRunOutOfTheStore() {
    var created = createConfigMap("dry-", Map.of());

    var answered = client().resource(with(created, "tried")).dryRun().update();

    assertThat(answered.getData()).containsEntry("key", "tried");
    assertThat(client().resource(created).get()).isEqualTo(created);
  }

  @Test
  default void keepsADeletedObjectUntilItsFinalizersAreGone() {
    var created = createConfigMap("final-", Map.of());
    client()
        .resource(created)
        .edit(
            map ->
                new ConfigMapBuilder(map)
                    .editMetadata()
                    .addToFinalizers("test.postroom.dev/hold")
                    .endMetadata()
                    .build());

    client().resource(created).delete();
    var held = client().resource(created).get();
    assertThat(held.getMetadata().getDeletionTimestamp()).isNotBlank();

    client()
        .resource(held)
        .edit(
            map -> new ConfigMapBuilder(map).editMetadata().withFinalizers().endMetadata().build());
    assertThat(client().resource(created).get()).isNull();
  }

  @Test
  default void deletesWhatADeletedOwnerOwned() {
    assumeTrue(collectsGarbage(), "no garbage collector runs behind a bare API server");
    var owner = createConfigMap("owner-", Map.of());
    var owned =
        client()
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withGenerateName("owned-")
                    .withNamespace(namespace())
                    .addToOwnerReferences(
                        new OwnerReferenceBuilder()
                            .withApiVersion("v1")
                            .withKind("ConfigMap")
                            .withName(owner.getMetadata().getName())
                            .withUid(owner.getMetadata().getUid())
                            .build())
                    .endMetadata()
                    .build())
            .create();

    client().resource(owner).delete();

    assertThat(
            client()
                .resource(owned)
                .waitUntilCondition(java.util.Objects::isNull, DEADLINE_SECONDS, TimeUnit.SECONDS))
        .isNull();
  }

  @Test
  default void refusesANameThatDnsWouldNotTake() {
    var status =
        refusal(
            () ->
                client()
                    .resource(
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("Not_A_Name")
                            .withNamespace(namespace())
                            .endMetadata()
                            .build())
                    .create());

    assertThat(status.getCode()).isEqualTo(422);
    assertThat(status.getDetails().getCauses())
        .extracting("field")
        .containsExactly("metadata.name");
  }

  private String path(String name) {
    return "/api/v1/namespaces/" + namespace() + "/configmaps/" + name;
  }

  private ConfigMap patch(ConfigMap map, PatchType type, String patch) {
    return client().resource(map).patch(PatchContext.of(type), patch);
  }

  private static ConfigMap with(ConfigMap map, String value) {
    return new ConfigMapBuilder(map).addToData("key", value).build();
  }
}
