package dev.postroom.imap.auth.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt: {@code $2a$}, {@code $2b$} and {@code $2y$}, which are one for passwords of up to 255
 * bytes. {@code $2x$}, the mark of a defect of 2011, is not known.
 */
final class BcryptHash implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile("\\$2[aby]\\$(?<cost>0[4-9]|[12][0-9]|3[01])\\$[./0-9A-Za-z]{53}");

  private final String hash;

  private BcryptHash(String hash) {
    this.hash = hash;
  }

  static PasswordHash parse(String hash) {
    Matcher form = FORM.matcher(hash);
    if (!form.matches()) {
      return new Unusable("the hash is cut short, or no hash of bcrypt ($2a$, $2b$, $2y$)");
    }
    int cost = Integer.parseInt(form.group("cost"));
    if (cost > HashCost.MAX_BCRYPT_COST) {
      return new Unusable(
          "the hash has the cost %d; at most %d is computed here"
              .formatted(cost, HashCost.MAX_BCRYPT_COST));
    }
    return new BcryptHash(hash);
  }

  @Override
  public boolean matches(byte[] password) {
    return OpenBSDBCrypt.checkPassword(hash, password);
  }

  @Override
  public String toString() {
    return "a hash of bcrypt";
  }
}
