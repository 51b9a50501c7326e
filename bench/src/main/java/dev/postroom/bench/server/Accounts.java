package dev.postroom.bench.server;

import dev.postroom.bench.client.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The people who log in. All have one password, of which every server has the same {SSHA} hash: a
 * real check, and one so cheap that the server around it is measured and not the hash.
 *
 * @param residents have mail for the whole run
 * @param guests get mail for one measurement
 */
public record Accounts(int residents, int guests) {

  private static final String PASSWORD = "correct-horse";
  private static final byte[] SALT = {17, 42, 99, 4};

  public Login resident(int number) {
    return new Login("resident%04d".formatted(number % residents), PASSWORD);
  }

  public Login guest(int number) {
    return new Login("guest%04d".formatted(number), PASSWORD);
  }

  List<String> users() {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < residents; i++) {
      users.add(resident(i).user());
    }
    for (int i = 0; i < guests; i++) {
      users.add(guest(i).user());
    }
    return users;
  }

  static String hash() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      sha.update(PASSWORD.getBytes(StandardCharsets.UTF_8));
      byte[] digest = sha.digest(SALT);
      byte[] both = new byte[digest.length + SALT.length];
      System.arraycopy(digest, 0, both, 0, digest.length);
      System.arraycopy(SALT, 0, both, digest.length, SALT.length);
      return "{SSHA}" + Base64.getEncoder().encodeToString(both);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
