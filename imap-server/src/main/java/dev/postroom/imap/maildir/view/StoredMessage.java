package dev.postroom.imap.maildir.view;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.maildir.files.EmailId;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.uiddb.UidDb;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message of a folder, as light as it can be: there may be hundreds of thousands. With its name,
 * of which this has only the place, and its place in the view it takes about 130 bytes.
 */
public final class StoredMessage {

  /** A size or a date that is not known. */
  static final int UNKNOWN = -1;

  /** Where a message has no digest. */
  public static final int NO_DIGEST = 0;

  private final int uid;
  private byte[] names;
  private int nameAt;
  private short nameLength;
  private short scan;
  private Marks marks;
  private long modSeq;
  private int size = UNKNOWN;
  private int date = UNKNOWN;
  private int digest = NO_DIGEST;

  /**
   * @param name the base of its file's name
   * @param nameLength in bytes
   */
  public StoredMessage(long uid, NameArena.Place name, int nameLength, Marks marks, long modSeq) {
    this.uid = (int) uid;
    this.names = name.block();
    this.nameAt = name.offset();
    this.nameLength = (short) nameLength;
    this.marks = marks;
    this.modSeq = modSeq;
  }

  /** Takes over what an index told. */
  public void restore(int size, int date, int digest) {
    this.size = size;
    this.date = date;
    this.digest = digest;
  }

  /** How many bytes {@link #write} writes. */
  public int writtenBytes() {
    return 4 * Integer.BYTES + Long.BYTES + Short.BYTES + (nameLength & 0xffff);
  }

  /** Writes what an index keeps, but for its marks, as {@code IndexFormat} has it. */
  public void write(ByteBuffer out) {
    out.putInt(uid);
    out.putLong(modSeq);
    out.putInt(size);
    out.putInt(date);
    out.putInt(digest);
    out.putShort(nameLength);
    out.put(names, nameAt, nameLength & 0xffff);
  }

  /** Its UID, which never changes. */
  public long uid() {
    return Integer.toUnsignedLong(uid);
  }

  /** Its file's name without info. */
  public String base() {
    return new String(names, nameAt, nameLength & 0xffff, StandardCharsets.UTF_8);
  }

  boolean hasBase(byte[] base) {
    return Arrays.equals(names, nameAt, nameAt + (nameLength & 0xffff), base, 0, base.length);
  }

  boolean hasBaseOf(StoredMessage other) {
    return Arrays.equals(
        names,
        nameAt,
        nameAt + (nameLength & 0xffff),
        other.names,
        other.nameAt,
        other.nameAt + (other.nameLength & 0xffff));
  }

  /** The hash of its base by which {@link BaseTable} finds it. */
  public int baseHash() {
    return BaseTable.hash(names, nameAt, nameLength & 0xffff);
  }

  Marks marks() {
    return marks;
  }

  /** The rest of its file's name: a colon and letters, or nothing. */
  public String info() {
    return marks.info();
  }

  /** Its flags and keywords, without {@code \Recent}. */
  public Flags flags() {
    return marks.flags();
  }

  /**
   * When it came into the folder: a file's name begins with the second in which it was made, and a
   * copy gets a name of its own.
   */
  public Optional<Instant> saveDate() {
    long seconds = new MaildirFileName(base(), info()).leadingInteger();
    return seconds > 0 && seconds <= UidDb.MAX_UID
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }

  /** Its EMAILID (RFC 8474 section 5.1). */
  public String emailId() {
    return EmailId.of(base());
  }

  /** The name of its file in {@code cur} when it was last seen. */
  public String fileName() {
    return base() + info();
  }

  /** What the database tells of it. */
  public UidDb.Entry entry() {
    return new UidDb.Entry(uid(), base());
  }

  void marked(Marks marks, long modSeq) {
    this.marks = marks;
    this.modSeq = modSeq;
  }

  /** The mod-sequence of its last change. */
  public long modSeq() {
    return modSeq;
  }

  /** Takes note that its file has another base now. */
  void rebased(NameArena.Place name, int nameLength) {
    this.names = name.block();
    this.nameAt = name.offset();
    this.nameLength = (short) nameLength;
  }

  /** Whether this scan saw its file. Of scans, only the last digits are told apart. */
  public boolean isSeenIn(int scan) {
    return this.scan == (short) scan;
  }

  /** Takes note that a scan saw its file. */
  public void seenIn(int scan) {
    this.scan = (short) scan;
  }

  /** RFC822.SIZE if it was ever counted. Content never changes. */
  public OptionalLong size() {
    return size == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(Integer.toUnsignedLong(size));
  }

  /** Takes note of its size; one of 4 GiB and more is counted again each time. */
  public void counted(long size) {
    if (size < 0xffff_ffffL) {
      this.size = (int) size;
    }
  }

  /** INTERNALDATE if it was ever looked up. */
  public Optional<Instant> date() {
    return date == UNKNOWN
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(Integer.toUnsignedLong(date)));
  }

  /** Takes note of its INTERNALDATE; one before 1970 or after 2106 is looked up each time. */
  public void dated(Instant date) {
    long seconds = date.getEpochSecond();
    if (seconds >= 0 && seconds < 0xffff_ffffL) {
      this.date = (int) seconds;
    }
  }

  /** Where its digest is, or {@link #NO_DIGEST}. */
  public int digest() {
    return digest;
  }

  /** Takes note of where its digest is, or {@link #NO_DIGEST}. */
  public void digested(int digest) {
    this.digest = digest;
  }
}
