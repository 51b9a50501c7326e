package dev.postroom.imap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.auth.PasswordVerifier.Verdict;
import dev.postroom.imap.auth.password.ClearPassword;
import dev.postroom.imap.auth.password.PasswordHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordVerifierTest {

  private static final PasswordHash SECRET =
      PasswordHash.parse("{SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA=");
  private static final PasswordHash OTHER = PasswordHash.parse("{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=");
  private static final Verdict MATCH = new Verdict.Match();
  private static final Verdict MISMATCH = new Verdict.Mismatch("wrong password");

  private final ExecutorService hashing = Executors.newSingleThreadExecutor();
  private final PasswordVerifier verifier = new PasswordVerifier(hashing);
  private final List<String> askedElsewhere = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    hashing.shutdownNow();
  }

  @Test
  void anyOfSeveralHashesWillDo() throws AccountSourceException {
    assertThat(verify(Credentials.of(OTHER, SECRET), "sécret")).isEqualTo(MATCH);
    assertThat(verify(Credentials.of(OTHER, SECRET), "secret")).isEqualTo(MISMATCH);
  }

  @Test
  void aHashDecidesEvenWhereThePasswordIsKnownInTheClear() throws AccountSourceException {
    var both =
        new Credentials(
            List.of(OTHER), Optional.of(new ClearPassword("sécret")), List.of(), Optional.empty());

    assertThat(verify(both, "sécret")).isEqualTo(MISMATCH);
  }

  @Test
  void aPasswordInTheClearIsCompared() throws AccountSourceException {
    var clear =
        new Credentials(
            List.of(), Optional.of(new ClearPassword("sécret")), List.of(), Optional.empty());

    assertThat(verify(clear, "sécret")).isEqualTo(MATCH);
    assertThat(verify(clear, "sécre")).isEqualTo(MISMATCH);
  }

  @Test
  void whoKnowsNoPasswordAsksElsewhereAndOfNobodyAsksAsMuch() throws AccountSourceException {
    var elsewhere =
        new Credentials(
            List.of(), Optional.empty(), List.of(), Optional.of(new Elsewhere("anna", "sécret")));

    assertThat(verify(elsewhere, "secret")).isEqualTo(MISMATCH);
    assertThat(verify(elsewhere, "sécret")).isEqualTo(MATCH);
    verifier.verifyNobody("sécret".toCharArray());

    assertThat(askedElsewhere).containsExactly("anna", "anna", "nobody");
  }

  @Test
  void beforeAnybodyLoggedInNobodyCostsAHashToo() {
    hashing.shutdownNow();

    assertThatThrownBy(() -> verifier.verifyNobody("x".toCharArray()))
        .isInstanceOf(AccountSourceException.class)
        .hasMessage("too many logins are being checked already");
  }

  @Test
  void withoutAnyCredentialsNobodyMatches() throws AccountSourceException {
    assertThat(verify(Credentials.NONE, ""))
        .isEqualTo(new Verdict.Mismatch("the account has no password"));
  }

  @Test
  void aHashThatIsNoneSaysWhy() throws AccountSourceException {
    assertThat(verify(Credentials.of(PasswordHash.parse("{ROT13}x")), "x"))
        .isEqualTo(
            new Verdict.Mismatch(
                "{ROT13} is not a form that is known here; set a new password, hashed with"
                    + " bcrypt ($2y$), argon2id or SHA-512 crypt ($6$)"));
  }

  @Test
  void aPasswordOfExcessiveLengthIsRefusedWithoutBeingHashed() throws AccountSourceException {
    hashing.shutdownNow();

    assertThat(verify(Credentials.of(SECRET), "x".repeat(PasswordVerifier.MAX_PASSWORD_BYTES + 1)))
        .isEqualTo(new Verdict.Mismatch("the password has more than 512 bytes"));
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

      assertThatThrownBy(
              () ->
                  new PasswordVerifier(full).verify(Credentials.of(SECRET), "sécret".toCharArray()))
          .isInstanceOf(AccountSourceException.class)
          .hasMessage("too many logins are being checked already");
      busy.countDown();
    }
  }

  @Test
  void credentialsShowInNoText() {
    var credentials =
        new Credentials(
            List.of(SECRET),
            Optional.of(new ClearPassword("hunter2")),
            List.of(),
            Optional.empty());

    assertThat(credentials.toString()).doesNotContain("hunter2", "4NPDM");
  }

  private Verdict verify(Credentials credentials, String password) throws AccountSourceException {
    return verifier.verify(credentials, password.toCharArray());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Elsewhere implements RemoteVerifier {
    private final String user;
    private final String password;

    Elsewhere(String user, String password) {
      this.user = user;
      this.password = password;
    }

    @Override
    public boolean matches(byte[] asked) {
      askedElsewhere.add(user);
      return new ClearPassword(password).matches(asked);
    }

    @Override
    public RemoteVerifier decoy() {
      return new Elsewhere("nobody", "");
    }
  }
}
