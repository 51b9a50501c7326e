package dev.postroom.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import dev.postroom.operator.Servers;
import dev.postroom.operator.owned.StorageState;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageReadyTest {

  private static final String BOUND =
      """
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fast
        resources: {requests: {storage: 10Gi}}
      status: {phase: Bound, capacity: {storage: 10Gi}}
      """;

  @Test
  void aClaimThatIsBoundIsGood() {
    assertThat(finding("{}", BOUND, Optional.empty()))
        .isEqualTo(
            Finding.good(
                ConditionReason.Bound,
                "the mail is on the claim mail-mail, which outlives this ImapServer"));
  }

  @Test
  void anExistingClaimMayBeOfAnySizeAndClass() {
    assertThat(
            finding(
                "storage: {existingClaim: old, size: 50Gi, storageClassName: slow}",
                BOUND,
                Optional.empty()))
        .isEqualTo(Finding.good(ConditionReason.Bound, "the mail is on the claim old"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          storage: {existingClaim: old} | | ClaimMissing | there is no PersistentVolumeClaim old in this namespace; create it, or correct spec.storage.existingClaim
          {} | | ClaimPending | the claim mail-mail is being made
          {} | {spec: {accessModes: [ReadWriteOnce]}, status: {phase: Pending}} | ClaimPending | no volume was found for the claim mail-mail yet; if that stays so, look at kubectl describe pvc mail-mail
          {} | {spec: {accessModes: [ReadWriteOnce]}, status: {phase: Lost}} | ClaimLost | the volume of the claim mail-mail is gone; restore it, or name another claim as spec.storage.existingClaim
          {} | {metadata: {deletionTimestamp: '2026-11-22T10:00:00Z'}, spec: {accessModes: [ReadWriteOnce]}, status: {phase: Bound}} | ClaimTerminating | the claim mail-mail was deleted: it goes, and most often the mail with it, when no pod mounts it any more, so no pod is replaced. Copy the mail to another claim and name that as spec.storage.existingClaim
          {replicas: 2, storage: {existingClaim: old}} | {spec: {accessModes: [ReadWriteOnce]}, status: {phase: Bound}} | ClaimNotShared | the claim old cannot be mounted by several pods on different nodes; name one whose access mode is ReadWriteMany, or set spec.replicas to 1
          {} | {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 20Gi}}}, status: {phase: Bound, capacity: {storage: 10Gi}}} | Resizing | the claim mail-mail is growing to 20Gi
          {} | {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 20Gi}}}, status: {phase: Bound, capacity: {storage: 10Gi}, conditions: [{type: ControllerResizeError, status: 'True', message: no space}]}} | Resizing | the claim mail-mail is growing to 20Gi, and that fails: no space
          {} | {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 20Gi}}}, status: {phase: Bound, capacity: {storage: 10Gi}, conditions: [{type: FileSystemResizePending, status: 'True'}]}} | FileSystemResizePending | the volume of the claim mail-mail has grown; its file system grows when a node next mounts it. If that stays so, delete the pods one by one
          storage: {storageClassName: slow} | {spec: {accessModes: [ReadWriteOnce], storageClassName: fast}, status: {phase: Bound}} | ClaimDiffers | the claim mail-mail was there before and has the storage class fast, not slow; the mail in it is served. Set spec.storage to what it has, or copy the mail to a new claim and name that as spec.storage.existingClaim
          storage: {accessMode: ReadWriteMany} | {spec: {accessModes: [ReadWriteOnce]}, status: {phase: Bound}} | ClaimDiffers | the claim mail-mail was there before and has the access modes [ReadWriteOnce], not ReadWriteMany; the mail in it is served. Set spec.storage to what it has, or copy the mail to a new claim and name that as spec.storage.existingClaim
          """)
  void everyTroubleSaysWhatToDo(String spec, String claim, ConditionReason reason, String message) {
    var finding = finding(spec, claim, Optional.empty());

    assertThat(finding).isEqualTo(new Finding(Condition.Status.False, reason, message));
  }

  @Test
  void aRefusalToGrowIsToldInTheApiServersWords() {
    assertThat(finding("storage: {size: 20Gi}", BOUND, Optional.of("the class cannot expand")))
        .isEqualTo(
            Finding.bad(
                ConditionReason.ResizeRefused,
                "the claim mail-mail stays at 10Gi, as it was refused 20Gi: the class cannot"
                    + " expand"));
  }

  @Test
  void itIsSaidWhichClaimOfTheServerIsNotServedAnyMore() {
    var claim = Serialization.unmarshal("---\n" + BOUND, PersistentVolumeClaim.class);
    var state =
        new StorageState("old", Optional.of(claim), Optional.empty(), Optional.of("mail-mail"));

    assertThat(StorageReady.of(state, Servers.spec("storage: {existingClaim: old}")).message())
        .isEqualTo(
            "the mail is on the claim old; what is on mail-mail, made for this server, is not"
                + " served");
  }

  private static Finding finding(String spec, String claim, Optional<String> refusal) {
    var storage = Servers.spec("---\n" + spec);
    var existing = storage.storage().existingClaim();
    return StorageReady.of(
        new StorageState(
            existing == null ? "mail-mail" : existing,
            Optional.ofNullable(claim)
                .map(yaml -> Serialization.unmarshal("---\n" + yaml, PersistentVolumeClaim.class)),
            refusal,
            Optional.empty()),
        storage);
  }
}
