package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.password.ScramHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM, written from RFC 5802 alone. */
public final class ScramClient {

  private final String mac;
  private final String digest;
  private final String user;
  private final String password;
  private String expectedEnd;

  public ScramClient(ScramHash hash, String user, String password) {
    this.mac = hash == ScramHash.SHA_1 ? "HmacSHA1" : "HmacSHA256";
    this.digest = hash == ScramHash.SHA_1 ? "SHA-1" : "SHA-256";
    this.user = user;
    this.password = password;
  }

  private String bare() {
    return "n=" + user + ",r=client";
  }

  /** {@code client-first-message}. */
  public String first(String header) {
    return header + bare();
  }

  /** {@code client-final-message}. */
  public String answer(String challenge, byte[] bound) {
    try {
      String[] fields = challenge.split(",");
      byte[] salt = Base64.getDecoder().decode(fields[1].substring(2));
      int iterations = Integer.parseInt(fields[2].substring(2));
      int bits = MessageDigest.getInstance(digest).getDigestLength() * 8;
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2With" + mac)
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, bits))
              .getEncoded();
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] storedKey = MessageDigest.getInstance(digest).digest(clientKey);
      String unproven = "c=" + Base64.getEncoder().encodeToString(bound) + "," + fields[0];
      String all = bare() + "," + challenge + "," + unproven;
      byte[] signature = hmac(storedKey, all);
      byte[] proof = new byte[clientKey.length];
      for (int i = 0; i < proof.length; i++) {
        proof[i] = (byte) (clientKey[i] ^ signature[i]);
      }
      expectedEnd =
          "v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), all));
      return unproven + ",p=" + Base64.getEncoder().encodeToString(proof);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] hmac(byte[] key, String text) throws java.security.GeneralSecurityException {
    Mac hmac = Mac.getInstance(mac);
    hmac.init(new SecretKeySpec(key, mac));
    return hmac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a server says at the end that knows the password too. */
  public String expectedEnd() {
    return expectedEnd;
  }
}
