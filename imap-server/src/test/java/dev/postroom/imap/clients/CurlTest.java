package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.clients.ForeignProgram.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** curl: one URL, one command. */
class CurlTest extends AnnasMail {

  @ParameterizedTest
  @EnumSource
  void uploadsListsSearchesAndFetches(Security security) throws Exception {
    ForeignProgram.assumeInstalled("curl", "curl");
    Path message =
        Files.writeString(
            client.home().resolve("message"),
            "Subject: Minutes of the meeting\r\n\r\nWe meet again on Monday.\r\n");

    Result uploaded = curl(security, "INBOX", "-T", message.toString());
    assertThat(uploaded.status()).as(uploaded.output()).isZero();
    assertThat(curl(security, "", "-X", "LIST \"\" *").output()).contains("INBOX");
    assertThat(curl(security, "INBOX?SUBJECT%20meeting").output()).contains("* SEARCH 1");
    assertThat(curl(security, "INBOX/;UID=1").output()).contains("We meet again on Monday.");
  }

  private Result curl(Security security, String path, String... arguments) throws Exception {
    String scheme = security == Security.TLS ? "imaps" : "imap";
    List<String> encryption =
        security == Security.PLAIN
            ? List.of()
            : List.of("--ssl-reqd", "--cacert", client.trustedCertificates().toString());
    String url = "%s://%s:%d/%s".formatted(scheme, MailClient.HOST, client.port(security), path);
    return client.run(
        Stream.of(
                List.of("curl", "-sS", "-u", MailClient.USER + ":" + MailClient.PASSWORD, url),
                encryption,
                List.of(arguments))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }
}
