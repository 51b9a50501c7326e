package dev.postroom.imap.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.password.HmacContexts.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacContextsTest {

  /** The contexts are what {@code userdbpw -hmac-…} of Courier's authlib makes of sécret. */
  @ParameterizedTest
  @CsvSource({
    "MD5, HmacMD5, ba214f81cb54a750cbe918fae06b7de5af422cdbad3755a209c38127a2b7f473",
    "SHA1, HmacSHA1, 291f5211fb5ae1339735c3883d07fb54734c5f5a3047b969aececd4dab10257b14e1ae90516bf91d",
    "SHA256, HmacSHA256, 243949934ff63ee167134666e7936ae02a100b6a0e3cf0d424fa51d7251d07aeebe8c29e2611384ecf4359c82b025e356d7b429aec4b204d57f047e93328fd94",
  })
  void theyGiveTheHmacThatThePasswordGives(Algorithm algorithm, String mac, String stored)
      throws GeneralSecurityException {
    HmacContexts contexts = HmacContexts.parse(algorithm, stored).orElseThrow();

    for (int length : new int[] {0, 1, 42, 64, 65, 1000}) {
      byte[] text = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
      assertThat(contexts.mac(text)).isEqualTo(hmac(mac, text));
    }
    assertThat(contexts.toString()).isEqualTo(algorithm.fieldName());
  }

  @Test
  void whatHasNotTheLengthOrIsNotHexadecimalIsNone() {
    assertThat(HmacContexts.parse(Algorithm.MD5, "ab".repeat(31))).isEmpty();
    assertThat(HmacContexts.parse(Algorithm.MD5, "ab".repeat(40))).isEmpty();
    assertThat(HmacContexts.parse(Algorithm.MD5, "xy".repeat(32))).isEmpty();
    assertThat(HmacContexts.parse(Algorithm.SHA1, "AB".repeat(40))).isPresent();
  }

  private static byte[] hmac(String name, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(name);
    mac.init(new SecretKeySpec("sécret".getBytes(StandardCharsets.UTF_8), name));
    return mac.doFinal(text);
  }
}
