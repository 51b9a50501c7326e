package dev.postroom.imap.management;

import dev.postroom.imap.management.ReportAccess.Answer.Granted;
import dev.postroom.imap.management.ReportAccess.Answer.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides who may read the peer report, which tells addresses and how many people are behind them.
 * That is whoever has one of the tokens in a file, by RFC 6750; without such a file it is whoever
 * is on the same machine. The file is read for each request, so a change of it holds at once.
 */
public final class ReportAccess {

  /** The property that names the file. */
  public static final String PROPERTY = "postroom.report-token-file";

  /** The longest file that is read, in bytes; it holds a few tokens at most, each on a line. */
  static final int MAX_BYTES = 4096;

  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]+) *");
  private static final int UNAVAILABLE = 503;

  private final Optional<Path> tokens;

  /**
   * @param tokens a file with a token on each line; more than one while they are being exchanged
   */
  public ReportAccess(Optional<Path> tokens) {
    this.tokens = tokens;
  }

  /** What to answer. */
  public sealed interface Answer {

    /** The report. */
    record Granted() implements Answer {}

    /**
     * No report.
     *
     * @param status of HTTP
     * @param words why, and what to do
     */
    record Refused(int status, String words) implements Answer {}
  }

  /**
   * Reads the file, so it may block.
   *
   * @param authorization the header field of the request
   * @param from where the request comes from
   */
  public Answer judge(Optional<String> authorization, InetAddress from) {
    if (tokens.isEmpty()) {
      return from.isLoopbackAddress()
          ? new Granted()
          : new Refused(
              HttpURLConnection.HTTP_FORBIDDEN,
              "without a token the peer report is for this machine only; set "
                  + PROPERTY
                  + " to a file with a token and send that");
    }
    List<String> known;
    try {
      known = read(tokens.get());
    } catch (IOException e) {
      return new Refused(
          UNAVAILABLE, "the file that " + PROPERTY + " names cannot be read: " + e.getMessage());
    }
    if (known.isEmpty()) {
      return new Refused(UNAVAILABLE, "the file that " + PROPERTY + " names has no token in it");
    }
    Matcher bearer = BEARER.matcher(authorization.orElse(""));
    if (!bearer.matches()) {
      return unauthorized("the peer report needs a token");
    }
    return isOneOf(known, bearer.group(1))
        ? new Granted()
        : unauthorized("this token is not one of this server's");
  }

  private static Refused unauthorized(String why) {
    return new Refused(
        HttpURLConnection.HTTP_UNAUTHORIZED,
        why
            + "; send \"Authorization: Bearer\" with one from the file that "
            + PROPERTY
            + " names");
  }

  private static List<String> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** Takes as long for a token that is nearly right as for any other of its length. */
  private static boolean isOneOf(List<String> known, String token) {
    byte[] presented = token.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String one : known) {
      found |= MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), presented);
    }
    return found;
  }
}
