package dev.postroom.imap.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.Authenticator.Outcome;
import dev.postroom.imap.auth.UserdbAuthenticator.Users;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserdbAuthenticatorTest {

  private static final String RECORD = "\thome=/a|imappw={SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA=\n";

  private final ExecutorService hashing = Executors.newSingleThreadExecutor();
  private volatile Users users = users("anna@example.com" + RECORD, DefaultDomain.NONE);

  @AfterEach
  void stop() {
    hashing.shutdownNow();
  }

  @Test
  void theRightPasswordGivesTheAccount() {
    assertThat(login("anna@example.com", "sécret"))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            accepted -> assertThat(accepted.account().user()).isEqualTo("anna@example.com"));
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreRejectedAndTheLogMayKnowWhich() {
    assertThat(login("anna@example.com", "secret"))
        .isEqualTo(new Outcome.Rejected("wrong password"));
    assertThat(login("ben", "sécret")).isEqualTo(new Outcome.Rejected("there is no user 'ben'"));
  }

  @Test
  void aPasswordOfExcessiveLengthIsRejectedWithoutBeingHashed() {
    hashing.shutdownNow();

    assertThat(login("anna@example.com", "x".repeat(UserdbAuthenticator.MAX_PASSWORD_BYTES + 1)))
        .isEqualTo(new Outcome.Rejected("the password has more than 1024 bytes"));
  }

  @Test
  void theDefaultDomainIsAddedToANameThatHasNone() {
    users = users("anna@example.com" + RECORD, new DefaultDomain("@example.com", ""));

    assertThat(login("anna", "sécret")).isInstanceOf(Outcome.Accepted.class);
    assertThat(login("anna@example.org", "sécret")).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void aChangedUserdbIsAskedAtTheNextLogin() {
    UserdbAuthenticator authenticator = new UserdbAuthenticator(() -> users, hashing);
    users = users("ben" + RECORD, DefaultDomain.NONE);

    assertThat(authenticator.authenticate("ben", "sécret".toCharArray()))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void whenTooManyWaitTheAnswerIsToComeBackLater() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    try (ThreadPoolExecutor full =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>())) {
      full.execute(
          () -> {
            started.countDown();
            awaitUninterruptibly(busy);
          });
      started.await();

      Outcome outcome =
          new UserdbAuthenticator(() -> users, full)
              .authenticate("anna@example.com", "sécret".toCharArray());

      assertThat(outcome)
          .isEqualTo(new Outcome.Unavailable("too many logins are being checked already"));
      busy.countDown();
    }
  }

  private Outcome login(String user, String password) {
    return new UserdbAuthenticator(() -> users, hashing).authenticate(user, password.toCharArray());
  }

  private static Users users(String text, DefaultDomain domain) {
    return new Users(
        Userdb.parse(Map.of("userdb", text), UnaryOperator.identity()), Path.of("Maildir"), domain);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
