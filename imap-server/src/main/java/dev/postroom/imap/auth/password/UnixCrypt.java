package dev.postroom.imap.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;

/** crypt(3) with DES, {@code $1$} (MD5), {@code $5$} (SHA-256) or {@code $6$} (SHA-512). */
final class UnixCrypt implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile(
          "[./0-9A-Za-z]{13}"
              + "|\\$1\\$[./0-9A-Za-z]{1,8}\\$[./0-9A-Za-z]{22}"
              + "|\\$5\\$(rounds=(?<rounds256>[0-9]{1,9})\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{43}"
              + "|\\$6\\$(rounds=(?<rounds512>[0-9]{1,9})\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{86}");

  private final String hash;

  private UnixCrypt(String hash) {
    this.hash = hash;
  }

  static PasswordHash parse(String hash) {
    Matcher form = FORM.matcher(hash);
    if (!form.matches()) {
      return new Unusable(
          "the hash is cut short, has a salt of other characters than [./0-9A-Za-z], or is no hash of"
              + " crypt(3) at all");
    }
    String rounds =
        form.group("rounds256") == null ? form.group("rounds512") : form.group("rounds256");
    if (rounds != null && Integer.parseInt(rounds) > HashCost.MAX_CRYPT_ROUNDS) {
      return new Unusable(
          "the hash has %s rounds; at most %d are computed here"
              .formatted(rounds, HashCost.MAX_CRYPT_ROUNDS));
    }
    return new UnixCrypt(hash);
  }

  @Override
  public boolean matches(byte[] password) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII),
        // A copy, since it wipes what it is given.
        Crypt.crypt(password.clone(), hash).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "a hash of crypt(3)";
  }
}
