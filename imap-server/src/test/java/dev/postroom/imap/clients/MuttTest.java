package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.clients.ForeignProgram.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** mutt, driven by keys that it finds in its configuration. */
class MuttTest extends AnnasMail {

  @ParameterizedTest
  @EnumSource
  void opensTheInboxFlagsAndSavesAMessage(Security security) throws Exception {
    ForeignProgram.assumeInstalled("mutt", "mutt");
    MaildirFolder inbox = onServer("");
    inbox.deliver("Minutes of the meeting");
    String server =
        "%s://%s@%s:%d/"
            .formatted(
                security == Security.TLS ? "imaps" : "imap",
                MailClient.USER,
                MailClient.HOST,
                client.port(security));
    String encrypted = security == Security.PLAIN ? "no" : "yes";
    client.secret(
        "muttrc",
        """
        set folder="%s"
        set spoolfile="%1$sINBOX"
        set imap_user="%s"
        set imap_pass="%s"
        set imap_authenticators="login"
        set ssl_starttls=%s
        set ssl_force_tls=%4$s
        set ssl_usesystemcerts=no
        set certificate_file="%s"
        set header_cache=""
        set confirmcreate=no
        set confirmappend=no
        set quit=yes
        set delete=yes
        set wait_key=no
        set sort=mailbox-order
        push "<flag-message><copy-message>%1$sINBOX.Kept<enter><sync-mailbox><quit>"
        """
            .formatted(
                server,
                MailClient.USER,
                MailClient.PASSWORD,
                encrypted,
                client.trustedCertificates()));

    Result result =
        client.run("script", "-qec", "mutt -n -F " + client.home().resolve("muttrc"), "/dev/null");

    assertThat(result.status()).as(result.output()).isZero();
    assertThat(onServer("Kept").messages()).containsOnlyKeys("Minutes of the meeting");
    assertThat(inbox.messages())
        .hasSize(1)
        .hasEntrySatisfying("Minutes of the meeting", flags -> assertThat(flags).contains("F"));
  }
}
