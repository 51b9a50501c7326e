package dev.postroom.imap.auth.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryTemplateTest {

  private static final Login ANNA =
      Login.of("imap", "an'na\\$1@example.com", Optional.of("example.org"));

  @Test
  void aStringWithVariablesBecomesOneParameterAndTheOthersStayAsTheyAre() {
    QueryTemplate template =
        QueryTemplate.parse(
            "SELECT '{MD5}' || h, 'it''s' FROM t WHERE a = '$(local_part)' AND b ="
                + " 'x-$(domain)''$(service)' AND c = $(address)",
            SqlDialect.POSTGRESQL);

    assertThat(template.sql())
        .isEqualTo("SELECT '{MD5}' || h, 'it''s' FROM t WHERE a = ? AND b = ? AND c = ?");
    assertThat(template.values(ANNA))
        .isEqualTo(List.of("an'na\\$1", "x-example.com'imap", "an'na\\$1@example.com"));
  }

  @Test
  void whatTheClientSentIsNotLookedThroughForVariables() {
    QueryTemplate template = QueryTemplate.parse("SELECT '$(local_part)'", SqlDialect.MYSQL);

    assertThat(template.values(Login.of("imap", "$(service)@x", Optional.empty())))
        .containsExactly("$(service)");
  }

  @Test
  void mysqlHasStringsInDoubleQuotesAndEscapes() {
    QueryTemplate template =
        QueryTemplate.parse(
            "SELECT CONCAT(\"a=\",a) FROM `t` WHERE x=\"\\\"$(domain)\" AND y='\\'$(service)\\''",
            SqlDialect.MYSQL);

    assertThat(template.sql()).isEqualTo("SELECT CONCAT(\"a=\",a) FROM `t` WHERE x=? AND y=?");
    assertThat(template.values(ANNA)).containsExactly("\"example.com", "'imap'");
  }

  @Test
  void aQuestionMarkOfPostgresqlIsNoParameter() {
    QueryTemplate template =
        QueryTemplate.parse("SELECT a ? 'b?' WHERE '$(domain)' = d", SqlDialect.POSTGRESQL);

    assertThat(template.sql()).isEqualTo("SELECT a ?? 'b?' WHERE ? = d");
  }

  @Test
  void whatCannotBeBoundIsRefused() {
    assertRefused(
        "SELECT '$(newpass)'",
        "has a variable $(newpass); there are $(local_part), $(domain) and $(service)");
    assertRefused(
        "SELECT \"$(domain)\"",
        "has a variable within \"…\", which quotes a name; write '…' for a string");
    assertRefused("SELECT 'x", "has a ' that nothing ends");
  }

  @Test
  void theDefaultDomainIsForNamesWithoutOne() {
    assertThat(Login.of("imap", "anna", Optional.of("example.org")))
        .isEqualTo(new Login("anna", "example.org", "imap"))
        .extracting(Login::address)
        .isEqualTo("anna@example.org");
    assertThat(Login.of("imap", "anna", Optional.empty()).address()).isEqualTo("anna");
    assertThat(Login.of("imap", "a@b@c", Optional.of("d")))
        .isEqualTo(new Login("a@b", "c", "imap"));
  }

  private static void assertRefused(String query, String message) {
    assertThatThrownBy(() -> QueryTemplate.parse(query, SqlDialect.POSTGRESQL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
