package dev.postroom.imap.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text to look for by {@link UnicodeCasemap}. Where text and message are ASCII, bytes are
 * compared and nothing is decoded; from the first byte on that is not, characters are.
 */
final class WantedText {

  private static final int BLOCK_BYTES = 1 << 16;
  private static final int CHUNK_CHARS = 8192;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private final String wanted;

  /** The text as bytes of upper case; null where it is not ASCII. */
  private final byte[] ascii;

  /** How far a window may move on when its last byte is this one (Horspool's algorithm). */
  private final int[] shift;

  WantedText(String wanted) {
    this.wanted = UnicodeCasemap.map(wanted);
    this.ascii =
        !wanted.isEmpty() && this.wanted.chars().allMatch(c -> c < 0x80)
            ? this.wanted.getBytes(StandardCharsets.US_ASCII)
            : null;
    this.shift = ascii == null ? null : shifts(ascii);
  }

  boolean occursIn(String text) {
    return UnicodeCasemap.map(text).contains(wanted);
  }

  /** Reads on until the text is found, holding no more than a block and the length of the text. */
  boolean occursIn(InputStream in, Charset charset) throws IOException {
    if (wanted.isEmpty()) {
      return true;
    }
    if (ascii == null || !hasAsciiBytes(charset)) {
      return occursIn(new InputStreamReader(in, charset));
    }
    byte[] block = new byte[Math.max(BLOCK_BYTES, 2 * ascii.length)];
    int length = 0;
    int read;
    while ((read = in.read(block, length, block.length - length)) >= 0) {
      length += read;
      if (!isAscii(block, length)) {
        var seen = new ByteArrayInputStream(block, 0, length);
        return occursIn(new InputStreamReader(new SequenceInputStream(seen, in), charset));
      }
      if (length < block.length) {
        continue;
      }
      if (occursInAscii(block, length)) {
        return true;
      }
      int kept = ascii.length - 1;
      System.arraycopy(block, length - kept, block, 0, kept);
      length = kept;
    }
    return occursInAscii(block, length);
  }

  private boolean occursIn(Reader reader) throws IOException {
    var window = new StringBuilder();
    char[] chunk = new char[CHUNK_CHARS];
    int held = 0;
    int read;
    while ((read = reader.read(chunk, held, chunk.length - held)) >= 0) {
      int end = held + read;
      // The two halves of a character stay together.
      held = end > 0 && Character.isHighSurrogate(chunk[end - 1]) ? 1 : 0;
      UnicodeCasemap.append(CharBuffer.wrap(chunk), 0, end - held, window);
      if (window.indexOf(wanted) >= 0) {
        return true;
      }
      window.delete(0, Math.max(0, window.length() - wanted.length() + 1));
      if (held == 1) {
        chunk[0] = chunk[end - 1];
      }
    }
    return false;
  }

  private boolean occursInAscii(byte[] text, int length) {
    int last = ascii.length - 1;
    int at = last;
    while (at < length) {
      int i = last;
      int j = at;
      while (upper(text[j]) == ascii[i]) {
        if (i == 0) {
          return true;
        }
        i--;
        j--;
      }
      at += shift[text[at]];
    }
    return false;
  }

  private static byte upper(byte b) {
    return b >= 'a' && b <= 'z' ? (byte) (b - ('a' - 'A')) : b;
  }

  private static int[] shifts(byte[] wanted) {
    int[] shift = new int[0x80];
    Arrays.fill(shift, wanted.length);
    for (int i = 0; i < wanted.length - 1; i++) {
      shift[wanted[i]] = wanted.length - 1 - i;
      if (wanted[i] >= 'A' && wanted[i] <= 'Z') {
        shift[wanted[i] + ('a' - 'A')] = wanted.length - 1 - i;
      }
    }
    return shift;
  }

  private static boolean isAscii(byte[] bytes, int length) {
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      if (((long) EIGHT_BYTES.get(bytes, i) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a byte below 128 is the ASCII character and nothing else, whatever stands before. */
  private static boolean hasAsciiBytes(Charset charset) {
    String name = charset.name().toLowerCase(Locale.ROOT);
    return name.equals("us-ascii")
        || name.equals("utf-8")
        || name.startsWith("iso-8859-")
        || name.startsWith("windows-125")
        || name.startsWith("koi8-");
  }
}
