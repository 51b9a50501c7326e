package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.clients.ForeignProgram.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** mbsync (isync): both sides equal afterwards, whatever happened to either. */
class MbsyncTest extends AnnasMail {

  private static final int ON_EACH_SIDE = 1000;

  private Path mail;

  @BeforeEach
  void assumeInstalled() {
    ForeignProgram.assumeInstalled("mbsync", "isync");
    mail = client.home().resolve("mail");
  }

  @ParameterizedTest
  @EnumSource
  void twoThousandMessagesTheirFlagsAndExpungesGoBothWays(Security security) throws Exception {
    MaildirFolder far = onServer("");
    MaildirFolder near = new MaildirFolder(mail.resolve("INBOX")).create();
    for (int i = 0; i < ON_EACH_SIDE; i++) {
      far.deliver("far " + i);
      near.deliver("near " + i);
    }
    configure(security);

    synchronise();
    Map<String, String> messages = far.messages();
    assertThat(messages).hasSize(2 * ON_EACH_SIDE);
    assertThat(near.messages()).isEqualTo(messages);

    far.mark(endingWith("0"), 'F');
    near.mark(endingWith("1"), 'S');
    near.mark(endingWith("2"), 'R');
    far.delete(endingWith("3"));
    near.delete(endingWith("4"));
    far.deliver("late far");
    near.deliver("late near");
    synchronise();

    Map<String, String> expected = new HashMap<>();
    messages.keySet().stream()
        .filter(endingWith("3").or(endingWith("4")).negate())
        .forEach(subject -> expected.put(subject, flagsExpected(subject)));
    expected.put("late far", "");
    expected.put("late near", "");
    assertThat(far.messages()).isEqualTo(expected);
    assertThat(near.messages()).isEqualTo(expected);

    Result idle = synchronise();
    assertThat(idle.output()).doesNotContainIgnoringCase("error");
    assertThat(far.messages()).isEqualTo(expected);
    assertThat(near.messages()).isEqualTo(expected);
  }

  private static Predicate<String> endingWith(String digit) {
    return subject -> subject.endsWith(digit);
  }

  private static String flagsExpected(String subject) {
    return switch (subject.charAt(subject.length() - 1)) {
      case '0' -> "F";
      case '1' -> "S";
      case '2' -> "R";
      default -> "";
    };
  }

  private Result synchronise() throws Exception {
    Result result = client.run("mbsync", "-c", client.home().resolve("mbsyncrc").toString(), "-a");
    assertThat(result.status()).as(result.output()).isZero();
    return result;
  }

  private void configure(Security security) throws IOException {
    String encryption =
        switch (security) {
          case PLAIN -> "None";
          case STARTTLS -> "STARTTLS";
          case TLS -> "IMAPS";
        };
    client.secret(
        "mbsyncrc",
        """
        IMAPAccount postroom
        Host %s
        Port %d
        User %s
        Pass %s
        SSLType %s
        CertificateFile %s
        AuthMechs LOGIN

        IMAPStore far
        Account postroom

        MaildirStore near
        Path %s/
        Inbox %7$s/INBOX
        SubFolders Verbatim

        Channel mail
        Far :far:
        Near :near:
        Patterns *
        Create Both
        Expunge Both
        SyncState *
        """
            .formatted(
                MailClient.HOST,
                client.port(security),
                MailClient.USER,
                MailClient.PASSWORD,
                encryption,
                client.trustedCertificates(),
                mail));
  }
}
