package dev.postroom.imap.maildir.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * MAILBOXID (RFC 8474). It is made from UIDVALIDITY and the name of the folder's directory, which
 * together no two mailboxes have, so that nothing need be kept for it. A rename changes both, and
 * therefore leaves what it was in the folder:
 *
 * <pre>
 * postroom-mailboxid = uidvalidity SP mailboxid LF
 * </pre>
 *
 * That holds as long as the folder has the UIDVALIDITY that the rename gave it.
 */
public final class MailboxId {

  static final String FILE = "postroom-mailboxid";

  /** 96 bits: nobody has so many mailboxes that two get the same. */
  private static final int HASH_BYTES = 12;

  private MailboxId() {}

  /** The id of a folder that has this UIDVALIDITY now. */
  public static String of(FolderDirectory directory, long uidValidity) throws IOException {
    try {
      String[] kept = Files.readString(directory.path().resolve(FILE)).strip().split(" ");
      if (kept.length == 2 && kept[0].equals(Long.toString(uidValidity))) {
        return kept[1];
      }
    } catch (NoSuchFileException neverRenamed) {
      // As it is for most.
    }
    return "F" + hash(uidValidity + " " + directory.path().getFileName());
  }

  /** Has a folder keep the id that it has, under the UIDVALIDITY that it is about to get. */
  public static void keep(
      FolderDirectory directory, long uidValidity, long next, DurableFiles files)
      throws IOException {
    String kept = next + " " + of(directory, uidValidity) + "\n";
    Path file = directory.path().resolve(FILE);
    files.replace(file, kept.getBytes(StandardCharsets.US_ASCII), directory.tmp());
  }

  /** Letters, digits, {@code -} and {@code _} that stand for a text. */
  public static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
