package dev.postroom.imap.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.Authenticator.Outcome;
import dev.postroom.imap.auth.password.PasswordHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordAuthenticatorTest {

  private static final Account ANNA = Account.at("anna@example.com", Path.of("/a"));
  private static final Credentials SECRET =
      Credentials.of(PasswordHash.parse("{SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA="));

  private final ExecutorService hashing = Executors.newSingleThreadExecutor();
  private volatile AccountSource source = onlyAnna();
  private DefaultDomain domain = DefaultDomain.NONE;

  @AfterEach
  void stop() {
    hashing.shutdownNow();
  }

  @Test
  void theRightPasswordGivesTheAccount() {
    assertThat(login("anna@example.com", "sécret")).isEqualTo(new Outcome.Accepted(ANNA));
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreRejectedAndTheLogMayKnowWhich() {
    assertThat(login("anna@example.com", "secret"))
        .isEqualTo(new Outcome.Rejected("wrong password"));
    assertThat(login("ben", "sécret")).isEqualTo(new Outcome.Rejected("there is no user 'ben'"));
  }

  @Test
  void noSourceIsAskedForANameWithControlCharacters() {
    source =
        (service, user) -> {
          throw new AccountSourceException("invalid byte sequence for encoding UTF8: 0x00");
        };

    for (String name : List.of("a\0b", "a\r\nb", "\u0085")) {
      assertThat(login(name, "sécret"))
          .isEqualTo(new Outcome.Rejected("there is no user '" + name + "'"));
    }
  }

  @Test
  void theDefaultDomainIsAddedToANameThatHasNone() {
    domain = new DefaultDomain("@example.com", "");

    assertThat(login("anna", "sécret")).isEqualTo(new Outcome.Accepted(ANNA));
    assertThat(login("anna@example.org", "sécret")).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void whatIsInForceIsAskedAtEachLogin() {
    var authenticator = authenticator();
    source = (service, user) -> Optional.empty();

    assertThat(authenticator.authenticate("anna@example.com", "sécret".toCharArray()))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void theServiceOfTheConnectionIsWhatTheSourceIsAskedFor() {
    source =
        (service, user) ->
            service.equals("imap-inside") ? onlyAnna().find(service, user) : Optional.empty();

    assertThat(login("anna@example.com", "sécret")).isEqualTo(new Outcome.Accepted(ANNA));
  }

  @Test
  void whenTheSourceCannotBeAskedTheAnswerIsToComeBackLater() {
    source =
        (service, user) -> {
          throw new AccountSourceException("the database is away");
        };

    assertThat(login("anna@example.com", "sécret"))
        .isEqualTo(new Outcome.Unavailable("the database is away"));
  }

  @Test
  void whenNoPasswordCanBeCheckedNobodyLearnsWhoExists() {
    hashing.shutdownNow();

    assertThat(login("anna@example.com", "sécret"))
        .isEqualTo(new Outcome.Unavailable("too many logins are being checked already"))
        .isEqualTo(login("ben", "sécret"));
  }

  private static AccountSource onlyAnna() {
    return (service, user) ->
        user.equals(ANNA.user()) ? Optional.of(new AccountRecord(ANNA, SECRET)) : Optional.empty();
  }

  private Outcome login(String user, String password) {
    return authenticator().authenticate(user, password.toCharArray());
  }

  private PasswordAuthenticator authenticator() {
    return new PasswordAuthenticator(
        new Accounts(() -> source, () -> "imap-inside", () -> domain),
        new PasswordVerifier(hashing));
  }
}
