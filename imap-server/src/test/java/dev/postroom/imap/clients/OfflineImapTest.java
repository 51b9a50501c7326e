package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.clients.ForeignProgram.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OfflineIMAP 3: folders, messages and flags equal on both sides. */
class OfflineImapTest extends AnnasMail {

  @ParameterizedTest
  @EnumSource
  void foldersMessagesFlagsAndExpungesGoBothWays(Security security) throws Exception {
    ForeignProgram.assumeInstalled("offlineimap", "offlineimap3");
    MaildirFolder far = onServer("");
    MaildirFolder farSent = onServer("Sent");
    for (int i = 0; i < 20; i++) {
      far.deliver("far " + i);
      farSent.deliver("sent " + i);
    }
    configure(security);

    synchronise();
    Path mail = client.home().resolve("mail");
    MaildirFolder near = new MaildirFolder(mail.resolve("INBOX"));
    MaildirFolder nearSent = new MaildirFolder(mail.resolve("INBOX.Sent"));
    assertThat(near.messages()).isEqualTo(far.messages()).hasSize(20);
    assertThat(nearSent.messages()).isEqualTo(farSent.messages()).hasSize(20);

    near.deliver("written offline");
    near.mark("far 7"::equals, 'F');
    near.delete("far 8"::equals);
    farSent.mark("sent 1"::equals, 'R');
    farSent.delete("sent 2"::equals);
    synchronise();

    Map<String, String> inbox = far.messages();
    assertThat(inbox)
        .hasSize(20)
        .containsEntry("far 7", "F")
        .containsKey("written offline")
        .doesNotContainKey("far 8");
    assertThat(near.messages()).isEqualTo(inbox);
    Map<String, String> sent = nearSent.messages();
    assertThat(sent).hasSize(19).containsEntry("sent 1", "R").doesNotContainKey("sent 2");
    assertThat(farSent.messages()).isEqualTo(sent);
  }

  /**
   * With TLS 1.2. Behind STARTTLS its library (imaplib2 3.05) reads and writes from two threads at
   * once, which OpenSSL forbids: whenever a session ticket of TLS 1.3 crosses the next command, it
   * waits for ever; about once in a hundred times, and just so with a server that is OpenSSL's own.
   */
  private void synchronise() throws Exception {
    Path tls =
        client.secret(
            "openssl.cnf",
            """
            openssl_conf = openssl
            [openssl]
            ssl_conf = ssl
            [ssl]
            system_default = protocols
            [protocols]
            MaxProtocol = TLSv1.2
            """);
    Result result =
        client.run(
            "env",
            "OPENSSL_CONF=" + tls,
            "offlineimap",
            "-o",
            "-u",
            "basic",
            "-c",
            client.home().resolve("rc").toString());
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output()).doesNotContain("ERROR");
  }

  private void configure(Security security) throws Exception {
    client.secret(
        "rc",
        """
        [general]
        metadata = %s/state
        accounts = Anna
        socktimeout = 60

        [Account Anna]
        localrepository = Near
        remoterepository = Far

        [Repository Near]
        type = Maildir
        localfolders = %1$s/mail

        [Repository Far]
        type = IMAP
        remotehost = %s
        remoteport = %d
        remoteuser = %s
        remotepass = %s
        ssl = %s
        starttls = %s
        sslcacertfile = %s
        auth_mechanisms = PLAIN, LOGIN
        maxconnections = 2
        """
            .formatted(
                client.home(),
                MailClient.HOST,
                client.port(security),
                MailClient.USER,
                MailClient.PASSWORD,
                security == Security.TLS ? "yes" : "no",
                security == Security.STARTTLS ? "yes" : "no",
                client.trustedCertificates()));
  }
}
