package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.clients.ForeignProgram.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Python's imaplib, on which scripts and other programs are built. */
class ImaplibTest extends AnnasMail {

  @ParameterizedTest
  @EnumSource
  void readsFlagsSearchesAppendsCopiesAndExpunges(Security security) throws Exception {
    ForeignProgram.assumeInstalled("python3", "python3");
    Path script = client.home().resolve("check.py");
    Files.copy(getClass().getResourceAsStream("/clients/imaplib_check.py"), script);

    Result result =
        client.run(
            "python3",
            script.toString(),
            security.name().toLowerCase(Locale.ROOT),
            Integer.toString(client.port(security)),
            MailClient.USER,
            MailClient.PASSWORD);

    assertThat(result.output()).endsWith("all is well\n");
    assertThat(result.status()).isZero();
  }
}
