package dev.postroom.imap.mailbox.acl;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A set of rights.
 *
 * @param letters one for each right, in ASCII order; letters that mean nothing here are kept
 */
public record Rights(String letters) {

  public static final Rights NONE = new Rights("");

  /** All that Courier knows. */
  public static final Rights ALL =
      new Rights(
          Arrays.stream(Right.values())
              .map(right -> String.valueOf(right.letter()))
              .collect(Collectors.joining()));

  /** RFC 2086's one right to delete, which is three rights since. */
  private static final String DELETE = "d";

  private static final String DELETE_RIGHTS = "etx";

  public Rights {
    letters =
        letters
            .chars()
            .filter(c -> c > ' ' && c != 0x7f)
            .sorted()
            .distinct()
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** The rights that a client names; {@code d} stands for {@code e}, {@code t} and {@code x}. */
  public static Rights ofClient(String letters) {
    return letters.contains(DELETE)
        ? new Rights(letters.replace(DELETE, "") + DELETE_RIGHTS)
        : new Rights(letters);
  }

  public static Rights of(Right... rights) {
    return new Rights(
        Arrays.stream(rights)
            .map(right -> String.valueOf(right.letter()))
            .collect(Collectors.joining()));
  }

  public boolean has(Right right) {
    return letters.indexOf(right.letter()) >= 0;
  }

  /** Whether any of these is among them. */
  public boolean hasAny(Rights others) {
    return others.letters.chars().anyMatch(c -> letters.indexOf(c) >= 0);
  }

  public boolean hasAll(Rights others) {
    return others.letters.chars().allMatch(c -> letters.indexOf(c) >= 0);
  }

  public boolean isEmpty() {
    return letters.isEmpty();
  }

  public Rights plus(Rights others) {
    return new Rights(letters + others.letters);
  }

  public Rights minus(Rights others) {
    return new Rights(
        letters
            .chars()
            .filter(c -> others.letters.indexOf(c) < 0)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString());
  }

  /**
   * As the answers to GETACL and MYRIGHTS have them, by RFC 2086: {@code d} for the three rights to
   * delete together, and nothing for one or two of them alone.
   */
  public String toClient() {
    boolean all = letters.contains("e") && letters.contains("t") && letters.contains("x");
    Rights others = minus(new Rights(DELETE_RIGHTS));
    return all ? others.plus(new Rights(DELETE)).letters : others.letters;
  }

  /**
   * As the answer to SELECT has them: {@code d} for the three rights to delete together, and one or
   * two of them alone by their own letters.
   */
  public String toClientInFull() {
    boolean all = letters.contains("e") && letters.contains("t") && letters.contains("x");
    return all ? toClient() : letters;
  }
}
