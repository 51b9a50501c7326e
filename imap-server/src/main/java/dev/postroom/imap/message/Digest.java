package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is left with a message for its next reader ({@link MessageContent#keepDigest}), so that
 * ENVELOPE, BODYSTRUCTURE, the usual header fields and searches in them need not open it again:
 *
 * <pre>
 * digest    = version extent part crc
 * version   = %x01
 * extent    = %x00 / %x01           ; the header alone / the whole structure
 * part      = headerStart bodyStart octets lines type fields parts
 * headerStart, bodyStart, octets, lines = number
 * type      = text text pairs       ; type, subtype, parameters
 * pairs     = number *(text text)   ; how many; name and value
 * fields    = number *(text text)   ; how many; name and raw field, those of {@link #FIELDS}
 * parts     = %x00                  ; a part that is not taken apart
 *           / %x01 part             ; the message in a message
 *           / number *part          ; a multipart: how many and one, and the parts
 * text      = number *OCTET         ; its length and ISO-8859-1
 * number    = *(%x80-FF) %x00-7F    ; groups of seven bits, the lowest first
 * crc       = 4OCTET                ; CRC-32C of all before, the highest first
 * </pre>
 *
 * Whatever is not exactly of this form is as good as none.
 *
 * @param whole whether {@code root} is the whole structure; otherwise only its header and where
 *     that ends are known
 * @param root the message, its headers reduced to {@link #FIELDS}
 */
record Digest(boolean whole, Part root) {

  /**
   * The fields that are kept: those of ENVELOPE and of BODYSTRUCTURE, and what today's mail
   * programs ask for with them when they list a mailbox.
   */
  static final FieldNames FIELDS =
      new FieldNames(
          List.of(
              "Date",
              "Subject",
              "From",
              "Sender",
              "Reply-To",
              "To",
              "Cc",
              "Bcc",
              "In-Reply-To",
              "Message-ID",
              "References",
              "Newsgroups",
              "Priority",
              "X-Priority",
              "Importance",
              "Content-Type",
              "Content-Transfer-Encoding",
              "Content-ID",
              "Content-Description",
              "Content-MD5",
              "Content-Disposition",
              "Content-Language",
              "Content-Location"));

  private static final byte VERSION = 1;
  private static final int CRC_BYTES = 4;
  private static final int PREFIX_BYTES = 2;
  private static final int NOT_APART = 0;
  private static final int A_MESSAGE = 1;

  /** Empty where it would be longer than {@link MessageContent#MAX_DIGEST}. */
  Optional<byte[]> encode() {
    var out = new Writer();
    out.write(VERSION);
    out.write(whole ? 1 : 0);
    out.part(root);
    byte[] body = out.toByteArray();
    if (body.length + CRC_BYTES > MessageContent.MAX_DIGEST) {
      return Optional.empty();
    }
    return Optional.of(
        ByteBuffer.allocate(body.length + CRC_BYTES)
            .put(body)
            .putInt(crc(body, body.length))
            .array());
  }

  /** Empty where these bytes are no digest. */
  static Optional<Digest> decode(byte[] bytes) {
    int end = bytes.length - CRC_BYTES;
    if (end < PREFIX_BYTES
        || bytes[0] != VERSION
        || (bytes[1] | 1) != 1
        || ByteBuffer.wrap(bytes).getInt(end) != crc(bytes, end)) {
      return Optional.empty();
    }
    var in = new Reader(bytes, PREFIX_BYTES, end);
    try {
      Part root = in.part(0);
      return in.atEnd() ? Optional.of(new Digest(bytes[1] == 1, root)) : Optional.empty();
    } catch (MalformedException malformed) {
      return Optional.empty();
    }
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /** Names of header fields, found without regard to case. */
  record FieldNames(List<String> names) {

    FieldNames {
      names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList();
    }

    boolean contains(String name) {
      return java.util.Collections.binarySearch(names, name.toLowerCase(Locale.ROOT)) >= 0;
    }

    boolean containsAll(List<String> wanted) {
      return wanted.stream().allMatch(this::contains);
    }
  }

  /** Bytes that follow the grammar only by chance. */
  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException() {
      super("not a digest", null, false, false);
    }
  }

  private static final class Writer extends ByteArrayOutputStream {

    void part(Part part) {
      number(part.headerStart());
      number(part.bodyStart());
      number(part.octets());
      number(part.lines());
      text(part.type().type());
      text(part.type().subtype());
      number(part.type().parameters().size());
      part.type()
          .parameters()
          .forEach(
              (name, value) -> {
                text(name);
                text(value);
              });
      List<Header.Field> kept =
          part.header().fields().stream().filter(f -> FIELDS.contains(f.name())).toList();
      number(kept.size());
      for (Header.Field field : kept) {
        text(field.name());
        text(field.raw());
      }
      if (part.message().isPresent()) {
        number(A_MESSAGE);
        part(part.message().get());
      } else if (part.isMultipart()) {
        number(part.children().size() + A_MESSAGE);
        part.children().forEach(this::part);
      } else {
        number(NOT_APART);
      }
    }

    private void text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      number(bytes.length);
      writeBytes(bytes);
    }

    private void number(long number) {
      long left = number;
      while (left >= 0x80) {
        write((int) (left & 0x7f | 0x80));
        left >>>= 7;
      }
      write((int) left);
    }
  }

  private static final class Reader {

    private final byte[] bytes;
    private final int end;
    private int at;

    Reader(byte[] bytes, int from, int end) {
      this.bytes = bytes;
      this.at = from;
      this.end = end;
    }

    boolean atEnd() {
      return at == end;
    }

    Part part(int depth) throws MalformedException {
      // A message in a message is one level deeper than the scanner counts.
      if (depth > PartScanner.MAX_NESTING + 1) {
        throw new MalformedException();
      }
      long headerStart = number();
      long bodyStart = number();
      long octets = number();
      long lines = number();
      MediaType type = new MediaType(text(), text(), pairs());
      Header header = new Header(fields());
      long parts = number();
      Optional<Part> message = parts == A_MESSAGE ? Optional.of(part(depth + 1)) : Optional.empty();
      var children = new ArrayList<Part>();
      for (long i = A_MESSAGE; i < parts; i++) {
        children.add(part(depth + 1));
      }
      return new Part(
          header, headerStart, bodyStart, bodyStart + octets, lines, type, children, message);
    }

    private Map<String, String> pairs() throws MalformedException {
      var pairs = new LinkedHashMap<String, String>();
      for (long left = number(); left > 0; left--) {
        pairs.put(text(), text());
      }
      return pairs;
    }

    private List<Header.Field> fields() throws MalformedException {
      var fields = new ArrayList<Header.Field>();
      for (long left = number(); left > 0; left--) {
        fields.add(new Header.Field(text(), text()));
      }
      return fields;
    }

    private String text() throws MalformedException {
      long length = number();
      if (length > end - at) {
        throw new MalformedException();
      }
      var text = new String(bytes, at, (int) length, StandardCharsets.ISO_8859_1);
      at += (int) length;
      return text;
    }

    private long number() throws MalformedException {
      long number = 0;
      for (int shift = 0; at < end && shift < 63; shift += 7) {
        byte b = bytes[at++];
        number |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return number;
        }
      }
      throw new MalformedException();
    }
  }
}
