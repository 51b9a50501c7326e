package dev.postroom.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts and certificates lie where the server looks for them, under the names it knows. */
class MountedSecretsTest {

  @ParameterizedTest
  @CsvSource({
    "mysqlSecretName, authmysqlrc",
    "postgresqlSecretName, authpgsqlrc",
    "ldapSecretName, authldaprc"
  })
  void aDatabaseHasItsFileAndMayHaveAnAuthority(String field, String file) {
    assertThat(files("users: {%s: accounts}".formatted(field), "config"))
        .contains("accounts/%s -> %s".formatted(file, file), "accounts/ca.crt? -> ca.crt")
        .noneMatch(mounted -> mounted.contains("userdb") || mounted.contains("authdaemonrc"));
  }

  @Test
  void userdbIsOneFile() {
    assertThat(files("users: {userdbSecretName: accounts}", "config"))
        .contains("accounts/userdb -> userdb")
        .noneMatch(mounted -> mounted.contains("ca.crt"));
  }

  @Test
  void certificatesOfNamesHaveTheNameBehindThemAndAuthoritiesLieBeside() {
    var spec =
        """
        tls:
          secretName: mail-tls
          names: [{name: mail.example.org, secretName: org-tls}]
          clientCa: {configMapName: people, key: ca.pem}
        """;

    assertThat(files(spec, "tls"))
        .containsExactly(
            "mail-tls/tls.crt -> tls.crt",
            "mail-tls/tls.key -> tls.key",
            "org-tls/tls.crt -> tls.crt.mail.example.org",
            "org-tls/tls.key -> tls.key.mail.example.org",
            "people/ca.pem -> clients-ca.crt");
  }

  private static List<String> files(String spec, String volume) {
    var server = Servers.server(spec);
    var rendering = (Rendering.Valid) new CourierFilesRenderer().render(server.getSpec());
    return ServerStatefulSet.desired(server, rendering.files(), "image:1")
        .getSpec()
        .getTemplate()
        .getSpec()
        .getVolumes()
        .stream()
        .filter(found -> found.getName().equals(volume))
        .flatMap(found -> found.getProjected().getSources().stream())
        .flatMap(MountedSecretsTest::files)
        .toList();
  }

  private static Stream<String> files(VolumeProjection source) {
    if (source.getSecret() == null) {
      var map = source.getConfigMap();
      return map.getItems().stream().map(file -> words(map.getName(), file, ""));
    }
    var secret = source.getSecret();
    var mark = Boolean.TRUE.equals(secret.getOptional()) ? "?" : "";
    return secret.getItems().stream().map(file -> words(secret.getName(), file, mark));
  }

  private static String words(String object, KeyToPath file, String mark) {
    return "%s/%s%s -> %s".formatted(object, file.getKey(), mark, file.getPath());
  }
}
