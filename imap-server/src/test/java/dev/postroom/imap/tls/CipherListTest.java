package dev.postroom.imap.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expectations are what {@code openssl ciphers -v} prints, less what neither engine has. */
class CipherListTest {

  private static final String[] ALL =
      CipherSuite.all().stream().map(CipherSuite::openSslName).toArray(String[]::new);

  @Test
  void everythingStrongIsEverythingThereIs() {
    assertThat(names("HIGH:!aNULL:!MD5")).containsExactly(ALL);
    assertThat(names("DEFAULT")).containsExactly(ALL);
  }

  @Test
  void couriersOwnExampleIsRead() {
    CipherList list = CipherList.parse("TLSv1:HIGH:!LOW:!MEDIUM:!EXP:!NULL:!aNULL@STRENGTH");

    assertThat(list.suites()).hasSize(ALL.length);
    assertThat(list.suites().getFirst().bits()).isEqualTo(256);
    assertThat(list.suites().getLast().bits()).isEqualTo(128);
    assertThat(list.unknown()).isEmpty();
  }

  @Test
  void wordsJoinedByAPlusMustAllHold() {
    assertThat(names("kEECDH+AESGCM+aECDSA"))
        .containsExactly("ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256");
  }

  @Test
  void theOrderIsTheListsOwn() {
    assertThat(names("ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-GCM-SHA384"))
        .containsExactly("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384");
    assertThat(names("AESGCM+AES256+aRSA:CHACHA20+aRSA:+AES256"))
        .containsExactly(
            "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-RSA-AES256-GCM-SHA384", "AES256-GCM-SHA384");
  }

  @Test
  void whatIsTakenAwayMayComeAgainAndWhatIsForbiddenNot() {
    assertThat(names("AES128-SHA:-AES128-SHA:AES128-SHA")).containsExactly("AES128-SHA");
    assertThat(names("AES128-SHA:!AES128-SHA:AES128-SHA")).isEmpty();
  }

  @Test
  void whatOpenSslHasAndTheEnginesHaveNotNamesNothing() {
    CipherList list =
        CipherList.parse("DHE-RSA-AES128-GCM-SHA256:EDH:RC4:3DES:DES-CBC3-SHA:!PSK:kDHE:CAMELLIA");

    assertThat(list.suites()).isEmpty();
    assertThat(list.unknown()).isEmpty();
  }

  @Test
  void whatNobodyKnowsIsTold() {
    assertThat(CipherList.parse("ECDHE:STRONG:@SECLEVEL=2").unknown())
        .containsExactlyInAnyOrder("STRONG", "@SECLEVEL=2");
  }

  private static String[] names(String list) {
    return CipherList.parse(list).suites().stream()
        .map(CipherSuite::openSslName)
        .toArray(String[]::new);
  }
}
