package dev.postroom.contract.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import java.util.Set;

/** Whether a private key is the one that a certificate is for: one signs, the other verifies. */
public final class ProofOfKey {

  /** Something that can be signed. */
  private static final byte[] PROBE = {1, 2, 3};

  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  /** Algorithms of keys that can be proven; mail programs know no others. */
  public static final Set<String> ALGORITHMS = SIGNATURES.keySet();

  private ProofOfKey() {}

  /**
   * Whether the two are a pair.
   *
   * @return also false where the algorithm is none of {@link #ALGORITHMS}
   */
  public static boolean isPair(PrivateKey key, PublicKey certified) {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())
        || !ALGORITHMS.contains(key.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // Such as keys on different curves.
      return false;
    }
  }
}
