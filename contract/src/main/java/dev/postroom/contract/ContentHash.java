package dev.postroom.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name by which operator and server mean the same content of a file: its SHA-256 in lower-case
 * hex, as {@code sha256sum} prints it.
 */
public final class ContentHash {

  private ContentHash() {}

  /** The hash of these bytes, 64 characters. */
  public static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
    }
  }

  /** The hash of the text's UTF-8 bytes, 64 characters. */
  public static String of(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }
}
