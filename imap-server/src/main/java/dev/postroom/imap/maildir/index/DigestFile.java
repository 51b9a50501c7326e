package dev.postroom.imap.maildir.index;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The notes that readers of messages leave for the next ones, in a file of their own beside the
 * index, which knows of each message where its note is. So they take no memory.
 *
 * <pre>
 * file   = 16OCTET *record            ; the first octets are nobody's, for place 0 means none
 * record = hash length crc u32 *OCTET ; u32 of the message's base, u32 of the note, its CRC-32C,
 *                                     ; nothing, the note; up to a multiple of 16 octets
 * </pre>
 *
 * A place is a position divided by 16. A record counts only with its message's hash and its own
 * checksum; whatever another server may have written there is passed over. Guarded by the folder's
 * lock, but for {@link #read(int, int)}.
 */
public final class DigestFile {

  static final String FILE = "digests";

  private static final int UNIT = 16;

  /** So many octets wait in memory until they are written together. */
  private static final int BUFFER_BYTES = 256 * 1024;

  /** Somebody who wants one short note has it with one read. */
  private static final int ONE_READ = 1024;

  /** Somebody who wants one note after the other has many with one read, and the longest. */
  private static final int READ_AHEAD = 64 * 1024;

  /** So many notes of messages that are gone are borne however few others there are. */
  private static final int MIN_WASTED = 1000;

  private final Path file;
  private int count;
  private int end = 1;
  private boolean stopped;

  /** What is not written yet; it belongs before {@link #end}. */
  private ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  /**
   * What was read last, unless memory was needed since. It does not matter how old it is: what it
   * has of a message is right for good.
   */
  private volatile WeakReference<Window> recent = new WeakReference<>(null);

  /** Behind the note that was read last. */
  private volatile int behind;

  DigestFile(Path directory) {
    this.file = directory.resolve(FILE);
  }

  /** How many notes were ever written. */
  int count() {
    return count;
  }

  /** The place of the next note. */
  int end() {
    return end;
  }

  /** Goes on where an index says that it ends. */
  void restore(int count, int end) {
    this.count = count;
    this.end = Math.max(1, end);
  }

  /**
   * Adds a note.
   *
   * @param hash of the message's base
   * @return its place; none when this {@linkplain #stop stopped}
   */
  public int add(byte[] digest, int hash) {
    if (stopped) {
      return StoredMessage.NO_DIGEST;
    }
    var record = ByteBuffer.allocate(units(digest.length) * UNIT);
    record.putInt(hash).putInt(digest.length).putInt(crc(digest)).putInt(0).put(digest);
    waiting.writeBytes(record.array());
    int place = end;
    end += units(digest.length);
    count++;
    return place;
  }

  /** How many places the record of a note takes. */
  private static int units(int noteLength) {
    return (UNIT + noteLength + UNIT - 1) / UNIT;
  }

  /** Takes no more notes: nobody would write them down. */
  void stop() {
    stopped = true;
    waiting = new ByteArrayOutputStream();
  }

  /** Whether so much waits that it should be {@linkplain #flush written}. */
  public boolean isFull() {
    return waiting.size() >= BUFFER_BYTES;
  }

  /** Writes what waits. */
  void flush() throws IOException {
    if (waiting.size() == 0) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
    long position = (long) end * UNIT - bytes.limit();
    waiting = new ByteArrayOutputStream();
    createDirectory(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes, position + bytes.position());
      }
    }
  }

  /**
   * Makes the directory of index and digests, unless it is there. It fails when the folder is not:
   * one that was deleted while it was open must not come back as a ruin of which only this is left.
   */
  static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      DurableFiles.createDirectory(directory);
    }
  }

  /** A note that is not written yet. */
  public Optional<byte[]> waiting(int place, int hash) {
    int from = (place - end) * UNIT + waiting.size();
    return place == StoredMessage.NO_DIGEST || from < 0 || place >= end
        ? Optional.empty()
        : note(ByteBuffer.wrap(waiting.toByteArray()).position(from).slice(), hash);
  }

  /** A note that was written. */
  public Optional<byte[]> read(int place, int hash) throws IOException {
    Window window = recent.get();
    if (window == null || !window.has(place)) {
      window = window(place, place == behind ? READ_AHEAD : ONE_READ);
      if (!window.has(place)) {
        window = window(place, READ_AHEAD);
      }
      recent = new WeakReference<>(window);
    }
    Optional<byte[]> note = note(window.from(place), hash);
    behind = place + units(note.map(bytes -> bytes.length).orElse(0));
    return note;
  }

  /** Whether most of the file belongs to messages that are gone. */
  boolean isWasted(long live) {
    return count > 2 * live + MIN_WASTED;
  }

  /** Deletes all notes. */
  void forget() throws IOException {
    waiting = new ByteArrayOutputStream();
    Files.deleteIfExists(file);
    restore(0, 1);
  }

  /** Octets of the file, of which the first is at a place. */
  private record Window(int place, ByteBuffer octets) {

    /** Whether a record is in it as a whole. */
    boolean has(int place) {
      ByteBuffer record = from(place);
      return record.remaining() >= UNIT
          && record.getInt(4) >= 0
          && record.getInt(4) <= record.remaining() - UNIT;
    }

    /** What is in it from a place on; nothing where that is elsewhere. */
    ByteBuffer from(int place) {
      long from = (long) (place - this.place) * UNIT;
      return from < 0 || from > octets.limit()
          ? ByteBuffer.allocate(0)
          : octets.slice((int) from, octets.limit() - (int) from);
    }
  }

  private Window window(int place, int length) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(length);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int read = 0;
      while (octets.hasRemaining() && read >= 0) {
        read = channel.read(octets, (long) place * UNIT + octets.position());
      }
    } catch (NoSuchFileException deleted) {
      octets.clear();
    }
    return new Window(place, octets.flip());
  }

  private static Optional<byte[]> note(ByteBuffer record, int hash) {
    if (record.remaining() < UNIT || record.getInt(0) != hash) {
      return Optional.empty();
    }
    int length = record.getInt(4);
    if (length < 0 || length > record.remaining() - UNIT) {
      return Optional.empty();
    }
    byte[] note = new byte[length];
    record.get(UNIT, note);
    return crc(note) == record.getInt(8) ? Optional.of(note) : Optional.empty();
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
