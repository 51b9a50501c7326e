package dev.postroom.imap.auth.authdaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.authlib.AuthlibSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthdaemonFileTest {

  @Test
  void theVariablesOfInterestAreReadAndAHashEndsALineEvenInQuotes() {
    AuthdaemonFile file =
        AuthdaemonFile.parse(
            "authdaemonrc",
            """
            ##NAME: authmodulelist:2
            authmodulelist="authuserdb  authpgsql # authpam"
            authmodulelistorig="authuserdb authpam"

            daemons=7
            DEBUG_LOGIN=0
            DEFAULTOPTIONS="disableimap=1,sharedgroup=x"  # all
            LOGGEROPTS=""
            LDAPTLS_CACERT=/etc/ca.pem
            """);

    assertThat(file)
        .isEqualTo(
            new AuthdaemonFile(
                Optional.of(List.of("authuserdb", "authpgsql")),
                AccountOptions.parse("disableimap=1,sharedgroup=x"),
                7,
                Map.of("LDAPTLS_CACERT", "/etc/ca.pem")));
  }

  @Test
  void withoutAListTheChoiceIsOurs() {
    assertThat(AuthdaemonFile.parse("authdaemonrc", "# nothing\n")).isEqualTo(AuthdaemonFile.NONE);
    assertThat(AuthdaemonFile.parse("authdaemonrc", "authmodulelist=\"\"\n").modules())
        .contains(List.of());
  }

  @Test
  void whatCannotBeHonouredIsRefusedWithItsLine() {
    assertThatThrownBy(() -> AuthdaemonFile.parse("authdaemonrc", "\nauthmodulelist authuserdb\n"))
        .isInstanceOf(AuthlibSyntaxException.class)
        .hasMessage("authdaemonrc:2: this is no line of name=\"value\"");
    for (String daemons : List.of("0", "101", "many", "")) {
      assertThatThrownBy(() -> AuthdaemonFile.parse("authdaemonrc", "daemons=" + daemons))
          .isInstanceOf(AuthlibSyntaxException.class)
          .hasMessage("authdaemonrc:1: daemons is not a number from 1 to 100");
    }
  }
}
