package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A message in memory; counts how many of its bytes were asked for. */
final class BytesContent implements MessageContent {

  private final byte[] bytes;
  private long read;

  private byte[] digest;

  BytesContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A message written with bare LF, as it is pleasant in a test. */
  static BytesContent of(String text) {
    return new BytesContent(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  long read() {
    return read;
  }

  @Override
  public Instant internalDate() {
    return Instant.EPOCH;
  }

  @Override
  public Optional<Instant> saveDate() {
    return Optional.empty();
  }

  @Override
  public String emailId() {
    return "M1";
  }

  @Override
  public Optional<byte[]> digest() {
    return Optional.ofNullable(digest);
  }

  @Override
  public void keepDigest(byte[] digest) {
    this.digest = digest;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        int count = super.read(target, offset, length);
        read += Math.max(count, 0);
        return count;
      }
    };
  }
}
