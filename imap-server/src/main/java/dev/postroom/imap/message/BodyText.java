package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.OptionalLong;

/** The text of a part as people read it: without its transfer encoding, in a charset. */
final class BodyText {

  private BodyText() {}

  /**
   * Its bytes, of an unknown encoding as they are. Closing the stream closes the message.
   *
   * @param start where the body begins
   * @param octets how many it has; all to the end of the message where that is not said
   */
  static InputStream open(MessageContent content, Header header, long start, OptionalLong octets)
      throws IOException {
    return decoded(header, encoded(content, start, octets));
  }

  /** Its bytes as they are in the message; the parameters are those of {@link #open}. */
  static InputStream encoded(MessageContent content, long start, OptionalLong octets)
      throws IOException {
    InputStream whole = content.open();
    try {
      whole.skipNBytes(start);
    } catch (IOException e) {
      whole.close();
      throw e;
    }
    return octets.isPresent() ? new BoundedInputStream(whole, octets.getAsLong()) : whole;
  }

  /** What those bytes stand for. */
  static InputStream decoded(Header header, InputStream encoded) {
    return TransferDecoding.decodedIfKnown(BodyStructures.encoding(header), encoded);
  }

  /** What its bytes mean; UTF-8 where nobody says it, or says what nobody knows. */
  static Charset charset(MediaType type) {
    String name = type.parameters().getOrDefault("CHARSET", "us-ascii");
    try {
      Charset charset = Charset.forName(name);
      // What claims to be ASCII and is not, is UTF-8 today.
      return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return StandardCharsets.UTF_8;
    }
  }
}
