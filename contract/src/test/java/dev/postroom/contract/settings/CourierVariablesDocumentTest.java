package dev.postroom.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/courier-variables.md} is the catalogue, written out for people. */
class CourierVariablesDocumentTest {

  private static final String REWRITE = "postroom.rewrite-documents";

  private static final String COMMAND =
      "./mvnw -q -pl contract test -Dtest=CourierVariablesDocumentTest -D" + REWRITE + "=true";

  private static final Path DOCUMENT = Path.of("..", "docs", "courier-variables.md");

  @Test
  void theDocumentSaysWhatTheCatalogueSays() throws IOException {
    String expected = document();
    if (Boolean.getBoolean(REWRITE)) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(DOCUMENT).as("to rewrite it: " + COMMAND).hasContent(expected);
  }

  private static String document() {
    return """
    # Courier's variables

    <!-- Made from the catalogue (dev.postroom.contract.settings). To rewrite it:
         %s -->

    Every variable of Courier-IMAP's `imapd` and `imapd-ssl`, by Courier's names and with upstream's defaults.
    Either file may set any of them. For the listeners at `PORT` what `imapd` says wins, for those at `SSLPORT`
    what `imapd-ssl` says. A default may refer to another variable; a dash means unset. Relative paths are taken
    from the directory of the files, `MAILDIRPATH` from the user's home.

    *Change* says when a running Postroom server honours a new value: *live* at once, for new connections at the
    latest; *restart* when it is started again, which the operator sees to; *not yet* in a later version, this one
    checks the value and warns in its log that it has no effect; *unused* never, since the variable speaks to
    Courier's own scripts and helper programs. Names outside these tables are kept and warned of in
    files, and rejected in an `ImapServer`.

    How a change takes effect is in [running.md](running.md); what the limits mean is in [limits.md](limits.md),
    the TLS_ variables in [tls.md](tls.md), those about logins in [authentication.md](authentication.md).

    ## imapd

    %s
    ## imapd-ssl

    %s
    ## Postroom's own

    Courier does not know these and takes no notice of them, so that the same files still serve it. They belong
    to `imapd`, and like all others may stand in `imapd-ssl`.

    %s\
    """
        .formatted(
            COMMAND,
            table(ImapdSettings.ALL),
            table(ImapdSslSettings.ALL),
            table(PostroomSettings.ALL));
  }

  private static String table(List<CourierSetting> settings) {
    return settings.stream()
        .map(CourierVariablesDocumentTest::row)
        .collect(
            Collectors.joining(
                "",
                """
                | variable | default | value | change | meaning |
                |---|---|---|---|---|
                """,
                ""));
  }

  private static String row(CourierSetting setting) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            setting.name(),
            setting.defaultValue().map(text -> "`" + text + "`").orElse("-"),
            setting.type().description(),
            setting.effect().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            setting.meaning());
  }
}
