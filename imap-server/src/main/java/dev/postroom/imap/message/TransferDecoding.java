package dev.postroom.imap.message;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/** Undoes content transfer encodings (RFC 2045 section 6); what is broken is passed over. */
final class TransferDecoding {

  private static final Set<String> KNOWN =
      Set.of("7BIT", "8BIT", "BINARY", "BASE64", "QUOTED-PRINTABLE");

  private TransferDecoding() {}

  /**
   * @param encoding in upper case
   * @throws UnknownEncodingException when it is none of RFC 2045
   */
  static InputStream decoded(String encoding, InputStream encoded) throws UnknownEncodingException {
    if (!KNOWN.contains(encoding)) {
      throw new UnknownEncodingException("The part has an encoding that is not known here.");
    }
    return decodedIfKnown(encoding, encoded);
  }

  /** The bytes as they are where the encoding is none of RFC 2045. */
  static InputStream decodedIfKnown(String encoding, InputStream encoded) {
    return switch (encoding) {
      case "BASE64" -> new WithoutEmptyReads(new Base64InputStream(encoded, DecodeMonitor.SILENT));
      case "QUOTED-PRINTABLE" ->
          new WithoutEmptyReads(new QuotedPrintableInputStream(encoded, DecodeMonitor.SILENT));
      default -> encoded;
    };
  }

  /** Mime4j's decoders may return zero bytes from a read, which others take for a fault. */
  private static final class WithoutEmptyReads extends FilterInputStream {

    WithoutEmptyReads(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      while (read == 0 && length > 0) {
        read = super.read(target, offset, length);
      }
      return read;
    }
  }
}
