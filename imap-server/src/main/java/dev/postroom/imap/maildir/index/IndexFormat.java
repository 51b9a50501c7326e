package dev.postroom.imap.maildir.index;

import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.view.ExpungeLog;
import dev.postroom.imap.maildir.view.ExpungeLog.Expunged;
import dev.postroom.imap.maildir.view.IndexStamps;
import dev.postroom.imap.maildir.view.IndexedFolder;
import dev.postroom.imap.maildir.view.Marks;
import dev.postroom.imap.maildir.view.NameArena;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The file of a folder's index.
 *
 * <pre>
 * file     = "PRIX" version *record        ; version is 1, as u16
 * record   = length crc body               ; u32 of body, u32 CRC-32C of body
 * body     = state u32 *message u32 *expunged       ; each list after its length
 * state    = uidvalidity uidnext highest since      ; u32, i64, i64, i64
 *            digests digestsend                     ; u32, u32
 *            listed stamp stamp                     ; instant, cur, new: absent when not listed
 *            stamp                                  ; uiddb
 *            listed stamp                           ; keywords
 * listed   = %x00 / %x01 instant
 * stamp    = %x00 / %x01 instant size key           ; i64, text
 * instant  = seconds nanoseconds                    ; i64, u32
 * message  = uid modseq size date digest            ; u32, i64, u32, u32, u32; all ones: not known
 *            name info u16 *keyword                 ; texts; keywords after their number
 * expunged = uid modseq                             ; u32, i64
 * text     = length *OCTET                          ; u16; UTF-8
 * </pre>
 *
 * Numbers are big-endian. The first record tells the whole folder. Each later one tells what
 * changed: messages that are new or otherwise than before, and UIDs that are expunged; its state
 * replaces that of the records before. A record that is cut short, does not have its checksum or
 * does not fit those before it ends the file, and what stands before it was true at its stamps.
 */
public final class IndexFormat {

  /** Of the file's beginning. */
  public static final int HEADER_BYTES = 6;

  private static final int MAGIC = 0x50524958;
  private static final int VERSION = 1;
  private static final int RECORD_BYTES = 8;

  private final NameArena names;
  private final Marks.Pool marks;

  /** Most messages have no keywords, and one of a few infos. */
  private final Map<ByteBuffer, Marks> withoutKeywords = new HashMap<>();

  /** Messages that are read get their names and marks from these. */
  IndexFormat(NameArena names, Marks.Pool marks) {
    this.names = names;
    this.marks = marks;
  }

  /**
   * A file that was read.
   *
   * @param folder what it tells
   * @param first the length of its first record, in bytes
   * @param valid where its last good record ends
   */
  record Decoded(IndexedFolder folder, long first, long valid) {}

  static byte[] header() {
    return ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putShort((short) VERSION).array();
  }

  /** A record that tells a folder's state and these of its messages and expunges. */
  static ByteBuffer record(IndexedFolder state, List<Expunged> expunged) {
    var out = new RecordBuffer(512 + state.messages().size() * 128);
    out.room(RECORD_BYTES).putLong(0);
    writeState(out, state);
    out.room(Integer.BYTES).putInt(state.messages().size());
    for (StoredMessage message : state.messages()) {
      message.write(out.room(message.writtenBytes()));
      write(out, message.info());
      Set<String> keywords = message.flags().keywords();
      out.room(Short.BYTES).putShort((short) keywords.size());
      keywords.forEach(keyword -> write(out, keyword));
    }
    out.room(Integer.BYTES).putInt(expunged.size());
    for (Expunged gone : expunged) {
      out.room(Integer.BYTES + Long.BYTES).putInt((int) gone.uid()).putLong(gone.modSeq());
    }
    ByteBuffer record = out.written();
    int length = record.limit() - RECORD_BYTES;
    record.putInt(0, length).putInt(Integer.BYTES, crc(record.array(), RECORD_BYTES, length));
    return record;
  }

  private static void writeState(RecordBuffer out, IndexedFolder state) {
    out.room(3 * Integer.BYTES + 3 * Long.BYTES)
        .putInt((int) state.uidValidity())
        .putLong(state.uidNext())
        .putLong(state.highestModSeq())
        .putLong(state.expunged().since())
        .putInt(state.digests())
        .putInt(state.digestsEnd());
    Optional<IndexStamps.Folder> folder = state.stamps().folder();
    writeListed(out, folder.map(IndexStamps.Folder::at));
    write(out, folder.map(IndexStamps.Folder::cur));
    write(out, folder.map(IndexStamps.Folder::fresh));
    write(out, state.stamps().uidDb());
    writeListed(out, state.stamps().keywords().map(IndexStamps.Keywords::at));
    write(out, state.stamps().keywords().flatMap(IndexStamps.Keywords::directory));
  }

  private static void writeListed(RecordBuffer out, Optional<Instant> at) {
    writeIsPresent(out, at);
    at.ifPresent(instant -> write(out, instant));
  }

  private static void write(RecordBuffer out, Optional<Stamp> stamp) {
    writeIsPresent(out, stamp);
    if (stamp.isPresent()) {
      write(out, stamp.get().modified());
      out.room(Long.BYTES).putLong(stamp.get().size());
      write(out, stamp.get().key());
    }
  }

  private static void writeIsPresent(RecordBuffer out, Optional<?> value) {
    out.room(1).put((byte) (value.isPresent() ? 1 : 0));
  }

  private static void write(RecordBuffer out, Instant instant) {
    out.room(Long.BYTES + Integer.BYTES)
        .putLong(instant.getEpochSecond())
        .putInt(instant.getNano());
  }

  private static void write(RecordBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.room(Short.BYTES + bytes.length).putShort((short) bytes.length).put(bytes);
  }

  /** Reads a file; empty when not even its first record is good. */
  Optional<Decoded> decode(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    if (file.length < HEADER_BYTES || in.getInt() != MAGIC || in.getShort() != VERSION) {
      return Optional.empty();
    }
    var messages = new ArrayList<StoredMessage>();
    var expunged = new ExpungeLog();
    var gone = new HashSet<Long>();
    Optional<Decoded> decoded = Optional.empty();
    while (in.remaining() > RECORD_BYTES) {
      int length = in.getInt();
      int crc = in.getInt();
      if (length < 0 || length > in.remaining() || crc(file, in.position(), length) != crc) {
        break;
      }
      ByteBuffer body = in.slice(in.position(), length);
      in.position(in.position() + length);
      try {
        IndexedFolder folder = apply(body, messages, expunged, gone);
        long first = decoded.isEmpty() ? in.position() : decoded.get().first;
        decoded = Optional.of(new Decoded(folder, first, in.position()));
      } catch (BufferUnderflowException | DateTimeException | IllegalArgumentException malformed) {
        // The checksum is right, so that whoever wrote this was not of this version: half of the
        // record may be in the list already.
        return Optional.empty();
      }
    }
    // At once, for no UID comes again.
    messages.removeIf(message -> gone.contains(message.uid()));
    return decoded;
  }

  private IndexedFolder apply(
      ByteBuffer in, List<StoredMessage> messages, ExpungeLog expunged, Set<Long> gone) {
    long uidValidity = Integer.toUnsignedLong(in.getInt());
    long uidNext = in.getLong();
    long highest = in.getLong();
    long since = in.getLong();
    int digests = in.getInt();
    int digestsEnd = in.getInt();
    IndexStamps stamps = stamps(in);
    for (int left = in.getInt(); left > 0; left--) {
      put(messages, message(in));
    }
    for (int left = in.getInt(); left > 0; left--) {
      long uid = Integer.toUnsignedLong(in.getInt());
      expunged.add(uid, in.getLong());
      gone.add(uid);
    }
    expunged.begin(since);
    return new IndexedFolder(
        uidValidity, uidNext, highest, messages, expunged, stamps, digests, digestsEnd);
  }

  private static void put(List<StoredMessage> messages, StoredMessage message) {
    long last = messages.isEmpty() ? 0 : messages.getLast().uid();
    if (message.uid() > last) {
      messages.add(message);
      return;
    }
    int low = 0;
    int high = messages.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long uid = messages.get(middle).uid();
      if (uid == message.uid()) {
        messages.set(middle, message);
        return;
      }
      if (uid < message.uid()) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    throw new IllegalArgumentException("UID " + message.uid() + " came after " + last);
  }

  private static IndexStamps stamps(ByteBuffer in) {
    Optional<Instant> listed = listed(in);
    Optional<Stamp> cur = stamp(in);
    Optional<Stamp> fresh = stamp(in);
    Optional<Stamp> uidDb = stamp(in);
    Optional<Instant> keywordsListed = listed(in);
    Optional<Stamp> keywords = stamp(in);
    return new IndexStamps(
        listed.isPresent() && cur.isPresent() && fresh.isPresent()
            ? Optional.of(new IndexStamps.Folder(cur.get(), fresh.get(), listed.get()))
            : Optional.empty(),
        uidDb,
        keywordsListed.map(at -> new IndexStamps.Keywords(keywords, at)));
  }

  private static Optional<Instant> listed(ByteBuffer in) {
    return in.get() == 0 ? Optional.empty() : Optional.of(instant(in));
  }

  private static Optional<Stamp> stamp(ByteBuffer in) {
    return in.get() == 0
        ? Optional.empty()
        : Optional.of(new Stamp(instant(in), in.getLong(), text(in)));
  }

  private static Instant instant(ByteBuffer in) {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  private StoredMessage message(ByteBuffer in) {
    long uid = Integer.toUnsignedLong(in.getInt());
    long modSeq = in.getLong();
    int size = in.getInt();
    int date = in.getInt();
    int digest = in.getInt();
    int length = Short.toUnsignedInt(in.getShort());
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    NameArena.Place name = names.keep(in.array(), in.arrayOffset() + in.position(), length);
    in.position(in.position() + length);
    var message = new StoredMessage(uid, name, length, marks(in), modSeq);
    message.restore(size, date, digest);
    return message;
  }

  private Marks marks(ByteBuffer in) {
    int from = in.position();
    int length = Short.toUnsignedInt(in.getShort());
    if (length + Short.BYTES <= in.remaining() && in.getShort(in.position() + length) == 0) {
      ByteBuffer info = in.slice(in.position(), length);
      in.position(in.position() + length + Short.BYTES);
      return withoutKeywords.computeIfAbsent(
          info,
          octets -> marks.of(StandardCharsets.UTF_8.decode(octets.slice()).toString(), Set.of()));
    }
    in.position(from);
    String info = text(in);
    Set<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int left = Short.toUnsignedInt(in.getShort()); left > 0; left--) {
      words.add(text(in));
    }
    return marks.of(info, words);
  }

  private static String text(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var text =
        new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }

  private static int crc(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
