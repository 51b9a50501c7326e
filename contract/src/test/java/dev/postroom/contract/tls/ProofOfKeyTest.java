package dev.postroom.contract.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class ProofOfKeyTest {

  @Test
  void aKeyProvesItsOwnCertificateAndNoOther() throws GeneralSecurityException {
    var rsa = rsa();
    var curve = curve("secp256r1");

    assertThat(isPair(rsa, rsa)).isTrue();
    assertThat(isPair(curve, curve)).isTrue();
    assertThat(isPair(rsa, rsa())).isFalse();
    assertThat(isPair(curve, curve("secp256r1"))).isFalse();
    assertThat(isPair(curve, curve("secp384r1"))).isFalse();
    assertThat(isPair(rsa, curve)).isFalse();
  }

  @Test
  void aKeyThatMailProgramsDoNotKnowProvesNothing() throws GeneralSecurityException {
    var edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    assertThat(isPair(edwards, edwards)).isFalse();
  }

  private static boolean isPair(KeyPair one, KeyPair other) {
    return ProofOfKey.isPair(one.getPrivate(), other.getPublic());
  }

  private static KeyPair rsa() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    return generator.generateKeyPair();
  }

  private static KeyPair curve(String name) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }
}
