package dev.postroom.office.stage;

import dev.postroom.office.play.Person;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** People as Courier's userdb has them, with their passwords as {@code {SHA256}}. */
final class UserdbText {

  private UserdbText() {}

  static String of(List<Person> people) {
    return people.stream().map(UserdbText::line).collect(Collectors.joining());
  }

  private static String line(Person person) {
    return "%s\tuid=1000|gid=1000|home=/var/mail/%s|imappw={SHA256}%s\n"
        .formatted(person.name(), person.name(), sha256(person.password()));
  }

  private static String sha256(String password) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
