package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.clients.ForeignProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** getmail 6, which knows no STARTTLS. */
class GetmailTest extends AnnasMail {

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "STARTTLS")
  void fetchesOnceWhatIsKeptAndThenRemovesIt(Security security) throws Exception {
    ForeignProgram.assumeInstalled("getmail", "getmail6");
    MaildirFolder inbox = onServer("");
    onServer("Lists").deliver("From a list");
    inbox.deliver("First");
    inbox.deliver("Second");
    Path fetched = client.home().resolve("fetched");
    Path state = Files.createDirectory(client.home().resolve("getmail"));

    getmail(security, state, fetched, false);
    getmail(security, state, fetched, false);
    assertThat(subjects(fetched)).containsExactlyInAnyOrder("First", "Second", "From a list");
    assertThat(inbox.messages()).containsOnlyKeys("First", "Second");

    getmail(security, state, fetched, true);
    assertThat(subjects(fetched)).hasSize(3);
    assertThat(inbox.messages()).isEmpty();
    assertThat(onServer("Lists").messages()).isEmpty();
  }

  private static List<String> subjects(Path mail) throws IOException {
    return Files.readAllLines(mail).stream()
        .filter(line -> line.startsWith("Subject: "))
        .map(line -> line.substring("Subject: ".length()))
        .toList();
  }

  private void getmail(Security security, Path state, Path fetched, boolean delete)
      throws Exception {
    client.secret(
        "getmail/getmailrc",
        """
        [retriever]
        type = %s
        server = %s
        port = %d
        username = %s
        password = %s
        mailboxes = ("INBOX", "INBOX.Lists")
        %s
        [destination]
        type = MDA_external
        path = /usr/bin/tee
        arguments = ("-a", "%s")
        allow_root_commands = true
        [options]
        read_all = false
        delete = %s
        """
            .formatted(
                security == Security.TLS ? "SimpleIMAPSSLRetriever" : "SimpleIMAPRetriever",
                MailClient.HOST,
                client.port(security),
                MailClient.USER,
                MailClient.PASSWORD,
                security == Security.TLS ? "ca_certs = " + client.trustedCertificates() : "",
                fetched,
                delete));
    Result result = client.run("getmail", "--getmaildir", state.toString());
    assertThat(result.status()).as(result.output()).isZero();
  }
}
