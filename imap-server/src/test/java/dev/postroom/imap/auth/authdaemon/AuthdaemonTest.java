package dev.postroom.imap.auth.authdaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.AccountModule;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.StoredSecrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AuthdaemonTest {

  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final Authdaemon authdaemon = new Authdaemon();

  @Test
  void theFirstModuleThatKnowsTheUserDecides() throws AccountSourceException {
    use(new Knows("a", "anna"), new Knows("b", "anna ben"));

    assertThat(homeOf("anna")).contains(Path.of("/a/anna"));
    assertThat(homeOf("ben")).contains(Path.of("/b/ben"));
    assertThat(homeOf("zoe")).isEmpty();
  }

  @Test
  void aModuleThatCannotAnswerEndsTheSearch() {
    use(new Knows("a", "away"), new Knows("b", "anna"));

    assertThatThrownBy(() -> authdaemon.find("imap", "anna"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessage("a is away");
  }

  @Test
  void optionsThatAnAccountDoesNotSayAreTheDefaultOnes() throws AccountSourceException {
    authdaemon.use(
        new AccountModules(
            List.of(new Knows("a", "anna")), AccountOptions.parse("disableimap=1,sharedgroup=x")));

    assertThat(authdaemon.find("imap", "anna").orElseThrow().account().options())
        .isEqualTo(AccountOptions.parse("disableimap=0,sharedgroup=x"));
  }

  @Test
  void whatAnyModuleKeepsMayBeAnnounced() {
    use(new Knows("a", "anna"));
    assertThat(authdaemon.secrets()).isEqualTo(StoredSecrets.NONE);

    use(new Knows("a", "anna"), new Knows("clear", "ben"));
    assertThat(authdaemon.secrets()).isEqualTo(StoredSecrets.CLEAR);
  }

  @Test
  void aModuleThatStaysKeepsWhatItHasOpenAndOneThatGoesClosesIt() throws AccountSourceException {
    use(new Knows("a", "anna"), new Knows("b", "ben"));
    use(new Knows("b", "ben"), new Knows("c", "anna"));

    await().untilAsserted(() -> assertThat(happened).contains("close a"));
    assertThat(happened).containsExactlyInAnyOrder("open a", "open b", "open c", "close a");
    assertThat(homeOf("anna")).contains(Path.of("/c/anna"));

    authdaemon.close();

    assertThat(happened).contains("close b", "close c");
    assertThat(homeOf("anna")).isEmpty();
  }

  private void use(AccountModule... modules) {
    authdaemon.use(new AccountModules(List.of(modules), AccountOptions.NONE));
  }

  private Optional<Path> homeOf(String user) throws AccountSourceException {
    return authdaemon.find("imap", user).map(record -> record.account().home());
  }

  private AccountModule.OpenSource opened(Knows module) {
    happened.add("open " + module.name());
    return new AccountModule.OpenSource() {
      @Override
      public Optional<AccountRecord> find(String service, String user)
          throws AccountSourceException {
        if (module.users.equals("away")) {
          throw new AccountSourceException(module.name + " is away");
        }
        return List.of(module.users.split(" ")).contains(user)
            ? Optional.of(
                new AccountRecord(
                    Account.at(user, Path.of("/" + module.name, user))
                        .with(AccountOptions.parse("disableimap=0")),
                    Credentials.NONE))
            : Optional.empty();
      }

      @Override
      public StoredSecrets secrets() {
        return module.name.equals("clear") ? StoredSecrets.CLEAR : StoredSecrets.NONE;
      }

      @Override
      public void close() {
        happened.add("close " + module.name());
      }
    };
  }

  private final class Knows implements AccountModule {
    private final String name;
    private final String users;

    Knows(String name, String users) {
      this.name = name;
      this.users = users;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public OpenSource open() {
      return opened(this);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Knows knows && knows.name.equals(name) && knows.users.equals(users);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
