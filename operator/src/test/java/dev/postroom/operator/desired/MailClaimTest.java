package dev.postroom.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailClaimTest {

  @Test
  void theClaimIsThisAndHasNoOwner() throws IOException {
    try (var yaml = MailClaimTest.class.getResourceAsStream("mailclaim.yaml")) {
      assertThat(Serialization.asYaml(MailClaim.desired(Servers.server("{}"), Optional.empty())))
          .isEqualTo(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({"1Gi, 2Gi, 2Gi", "2Gi, 1Gi, 2Gi", "1Gi, 1024Mi, 1Gi", "10Gi, 10240.5Mi, 10240.5Mi"})
  void aClaimIsAskedToGrowAndNeverToShrink(String now, String wanted, String asked) {
    var desired =
        MailClaim.desired(
            Servers.server("storage: {size: %s}".formatted(wanted)), Optional.of(claim(now)));

    assertThat(MailClaim.requested(desired).orElseThrow()).hasToString(asked);
  }

  @Test
  void aClaimThatWasThereBeforeKeepsWhatItCannotChange() {
    var desired =
        MailClaim.desired(
            Servers.server("storage: {storageClassName: slow, accessMode: ReadWriteMany}"),
            Optional.of(claim("20Gi")));

    assertThat(desired.getSpec().getStorageClassName()).isEqualTo("fast");
    assertThat(desired.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
  }

  private static PersistentVolumeClaim claim(String size) {
    return Serialization.unmarshal(
        """
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: fast
          resources: {requests: {storage: %s}}
        """
            .formatted(size),
        PersistentVolumeClaim.class);
  }
}
