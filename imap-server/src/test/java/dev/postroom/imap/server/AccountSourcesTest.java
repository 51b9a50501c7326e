package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of authlib say takes effect while clients come and go. */
class AccountSourcesTest {

  private static final String FROM = "127.77.31.7";

  @TempDir Path directory;
  private ServerFixture server;
  private InMemoryDirectoryServer ldap;

  @BeforeEach
  void prepare() throws Exception {
    server = new ServerFixture(directory);
    var config = new InMemoryDirectoryServerConfig("dc=example");
    config.setSchema(null);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "loopback", InetAddress.getLoopbackAddress(), 0, null));
    ldap = new InMemoryDirectoryServer(config);
    ldap.add("dn: dc=example", "objectClass: domain", "dc: example");
    ldap.add(
        "dn: uid=zoe,dc=example",
        "objectClass: account",
        "uid: zoe",
        "userPassword: secret",
        "homeDirectory: " + Files.createDirectory(directory.resolve("home-zoe")));
    ldap.startListening();
  }

  @AfterEach
  void stop() {
    server.close();
    ldap.shutDown(true);
  }

  @Test
  void aSourceThatIsAddedIsAskedAtTheNextLoginAndOneThatIsAwayTellsNobodyWhoExists()
      throws Exception {
    server.start();
    assertThat(login("zoe", "secret")).startsWith("NO ").doesNotContain("UNAVAILABLE");

    server.write(
        "authldaprc",
        """
        LDAP_URI ldap://127.0.0.1:%d
        LDAP_BASEDN dc=example
        LDAP_MAIL uid
        LDAP_AUTHBIND 1
        """
            .formatted(ldap.getListenPort()));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(login("zoe", "secret")).startsWith("OK "));
    assertThat(login("zoe", "wrong")).startsWith("NO ");
    assertThat(login("anna", "secret")).startsWith("OK ");

    ldap.shutDown(true);

    assertThat(login("zoe", "secret")).startsWith("NO [UNAVAILABLE]");
    assertThat(login("nobody", "secret")).startsWith("NO [UNAVAILABLE]");
    assertThat(login("anna", "secret")).startsWith("OK ");
  }

  private String login(String user, String password) throws IOException {
    try (TestClient client = server.connect(Listener.IMAP, FROM)) {
      return client.command("LOGIN %s %s".formatted(user, password)).getLast();
    }
  }
}
