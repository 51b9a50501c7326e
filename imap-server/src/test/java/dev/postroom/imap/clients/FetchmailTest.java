package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.clients.ForeignProgram.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** fetchmail, which takes mail away from the server. */
class FetchmailTest extends AnnasMail {

  /** fetchmail's status for "there was no mail". */
  private static final int NO_MAIL = 1;

  @ParameterizedTest
  @EnumSource
  void handsOverAllMailAndRemovesItFromTheServer(Security security) throws Exception {
    ForeignProgram.assumeInstalled("fetchmail", "fetchmail");
    MaildirFolder inbox = onServer("");
    for (int i = 0; i < 20; i++) {
      inbox.deliver("Message " + i);
    }
    Path delivered = client.home().resolve("delivered");
    String encryption =
        switch (security) {
          case PLAIN -> "sslproto ''";
          case STARTTLS -> "sslproto 'TLS1.2+' sslcertck sslcertfile '%s'";
          case TLS -> "ssl sslproto 'TLS1.2+' sslcertck sslcertfile '%s'";
        };
    client.secret(
        "fetchmailrc",
        """
        poll %s protocol IMAP service %d auth password
          user '%s' password '%s' fetchall nokeep
          %s
          mda "cat >>%s"
        """
            .formatted(
                MailClient.HOST,
                client.port(security),
                MailClient.USER,
                MailClient.PASSWORD,
                encryption.formatted(client.trustedCertificates()),
                delivered));

    Result first = fetchmail();
    assertThat(first.status()).as(first.output()).isZero();
    String mail = Files.readString(delivered);
    for (int i = 0; i < 20; i++) {
      assertThat(mail).containsOnlyOnce("Subject: Message " + i + "\n");
    }
    assertThat(inbox.messages()).isEmpty();

    Result second = fetchmail();
    assertThat(second.status()).as(second.output()).isEqualTo(NO_MAIL);
  }

  private Result fetchmail() throws Exception {
    return client.run(
        "fetchmail",
        "--nosyslog",
        "--pidfile",
        client.home().resolve("fetchmail.pid").toString(),
        "-f",
        client.home().resolve("fetchmailrc").toString());
  }
}
