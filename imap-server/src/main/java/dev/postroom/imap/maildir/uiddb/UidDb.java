package dev.postroom.imap.maildir.uiddb;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code courierimapuiddb} of a folder (imapscanclient.C).
 *
 * <pre>
 * file   = header *entry
 * header = "1" SP uidvalidity SP nextuid LF
 * entry  = uid SP base LF       ; by ascending uid; base is the file name without ":2," and flags
 * </pre>
 *
 * Numbers are decimal. A file with another header is taken for absent, and so is one whose header
 * does not end, as a number in it may not either; a line that does not begin with a number is
 * skipped, as Courier does. Beyond that, an entry whose UID does not ascend is skipped, and {@code
 * nextuid} is never at or below the UID of an entry.
 *
 * @param uidValidity of the folder
 * @param nextUid the UID that the next message gets
 * @param entries by ascending UID
 */
public record UidDb(long uidValidity, long nextUid, List<Entry> entries) {

  /** UIDs and UIDVALIDITY are 32-bit and not zero (RFC 3501 section 2.3.1.1). */
  public static final long MAX_UID = 0xffff_ffffL;

  private static final String VERSION = "1";

  /** What most lines have room in. */
  private static final int LINE_BYTES = 100;

  public UidDb {
    entries = List.copyOf(entries);
  }

  /**
   * A message.
   *
   * @param uid its UID
   * @param base its file name without info
   */
  public record Entry(long uid, String base) {}

  /** Reads the file; empty where its header is not one of version 1. */
  static Optional<UidDb> parse(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    if (text.indexOf('\n') < 0) {
      return Optional.empty();
    }
    List<String> lines = text.lines().toList();
    String[] header = lines.getFirst().split(" ");
    if (header.length != 3 || !header[0].equals(VERSION)) {
      return Optional.empty();
    }
    long uidValidity = number(header[1], MAX_UID);
    // One more where the last UID there is was given.
    long nextUid = number(header[2], MAX_UID + 1);
    if (uidValidity < 1 || nextUid < 1) {
      return Optional.empty();
    }
    var entries = new ArrayList<Entry>(lines.size() - 1);
    long last = 0;
    for (String line : lines.subList(1, lines.size())) {
      int space = line.indexOf(' ');
      long uid =
          space < 0 || space == line.length() - 1 ? 0 : number(line.substring(0, space), MAX_UID);
      if (uid > last) {
        entries.add(new Entry(uid, line.substring(space + 1)));
        last = uid;
      }
    }
    return Optional.of(new UidDb(uidValidity, Math.max(nextUid, last + 1), entries));
  }

  /** The file's content. */
  public byte[] render() {
    return render(header());
  }

  /** The first line. */
  String header() {
    return VERSION + ' ' + uidValidity + ' ' + nextUid + '\n';
  }

  /** The entries' lines. */
  byte[] lines() {
    return render("");
  }

  /** Not as one string: of 100,000 messages it would be copied four times. */
  private byte[] render(String header) {
    var text = new ByteArrayOutputStream(header.length() + entries.size() * LINE_BYTES);
    text.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    for (Entry entry : entries) {
      text.writeBytes(Long.toString(entry.uid).getBytes(StandardCharsets.US_ASCII));
      text.write(' ');
      text.writeBytes(entry.base.getBytes(StandardCharsets.UTF_8));
      text.write('\n');
    }
    return text.toByteArray();
  }

  /** A number up to {@code max}; 0 for anything else. */
  private static long number(String digits, long max) {
    if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(Character::isDigit)) {
      return 0;
    }
    long number = Long.parseLong(digits);
    return number <= max ? number : 0;
  }
}
