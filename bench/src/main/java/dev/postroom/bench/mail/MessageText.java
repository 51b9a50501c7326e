package dev.postroom.bench.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes messages that look like an office's: 2 to 6 KiB, one in twenty with an attachment, headers
 * of the usual number and variety. A message is a function of its number alone.
 */
public final class MessageText {

  /** Stands in the body of one message in a hundred. */
  public static final String RARE_WORD = "quarterhorse";

  /** Sends one message in a hundred. */
  public static final String RARE_SENDER = "zebedee";

  private static final int RARITY = 100;
  private static final int ONE_IN_WITH_ATTACHMENT = 20;
  private static final int SMALLEST = 2 * 1024;
  private static final int LARGEST = 6 * 1024;
  private static final Instant FIRST = Instant.parse("2024-01-01T08:00:00Z");
  private static final int SECONDS_APART = 397;
  private static final int LINE = 72;

  private static final String[] NAMES = {
    "anna", "bertram", "clara", "dmitri", "elena", "farid", "greta", "hugo", "ines", "jonas",
    "katya", "luis", "maria", "nils", "olga", "pedro", "quentin", "rosa", "stefan", "tanja"
  };
  private static final String[] SURNAMES = {
    "Albrecht", "Baker", "Castro", "Dubois", "Eriksen", "Fischer", "Grünwald", "Horvath",
    "Ivanova", "Jensen", "Kowalski", "Lindqvist", "Müller", "Novak", "Okafor", "Petrov"
  };
  private static final String[] SYLLABLES = {
    "an", "ber", "cor", "de", "en", "fal", "gi", "hu", "in", "jo", "kel", "lo", "mar", "no", "or",
    "pre", "qui", "ra", "sen", "ti", "un", "ver", "wi", "xa", "yo", "zu"
  };
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final int number;
  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder(LARGEST + 1024);

  private MessageText(int number) {
    this.number = number;
    this.random = new SplittableRandom(number);
  }

  /**
   * A message as it lies in a Maildir, with LF at the ends of its lines.
   *
   * @param number from 0
   */
  public static byte[] small(int number) {
    var message = new MessageText(number);
    int size = message.random.nextInt(SMALLEST, LARGEST);
    return message.write(size, number % ONE_IN_WITH_ATTACHMENT == 0 ? size / 2 : 0);
  }

  /** A message with an attachment of about so many bytes. */
  public static byte[] large(int number, int bytes) {
    return new MessageText(number).write(SMALLEST, bytes);
  }

  /** The same message as a client sends it, with CRLF. */
  public static byte[] onTheWire(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** When it was sent, and when it arrived. */
  public static Instant date(int number) {
    return FIRST.plusSeconds((long) number * SECONDS_APART);
  }

  private byte[] write(int size, int attachment) {
    String boundary = "=_%08x".formatted(random.nextInt());
    header(attachment > 0 ? "multipart/mixed; boundary=\"" + boundary + "\"" : TEXT_PLAIN);
    if (attachment > 0) {
      text.append("This is a message in MIME format.\n\n--").append(boundary).append('\n');
      text.append("Content-Type: ").append(TEXT_PLAIN).append("\n\n");
    }
    prose(Math.max(0, size - text.length() - attachment));
    if (attachment > 0) {
      attachment(boundary, attachment);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static final String TEXT_PLAIN = "text/plain; charset=utf-8";

  private void header(String type) {
    String sender = number % RARITY == 7 ? RARE_SENDER : pick(NAMES);
    String surname = pick(SURNAMES);
    line("Return-Path", "<" + sender + "@example.org>");
    line(
        "Received",
        "from mx%d.example.net (mx%d.example.net [192.0.2.%d])\n\tby mail.example.com (Postfix) with ESMTPS id %08X\n\tfor <office@example.com>; %s"
            .formatted(
                number % 7, number % 7, number % 250, random.nextInt(), DATE.format(date(number))));
    line("Date", DATE.format(date(number)));
    line("From", encoded(capital(sender) + " " + surname) + " <" + sender + "@example.org>");
    line("To", "Office <office@example.com>");
    if (number % 3 == 0) {
      line("Cc", pick(NAMES) + "@example.com, " + pick(NAMES) + "@example.net");
    }
    line("Subject", (number % 4 == 0 ? "Re: " : "") + encoded(phrase(random.nextInt(2, 8))));
    line(
        "Message-ID", "<" + number + "." + Integer.toHexString(random.nextInt()) + "@example.org>");
    if (number % 4 == 0) {
      line("In-Reply-To", "<" + (number / 2) + ".0@example.org>");
      line("References", "<1.0@example.org> <" + (number / 2) + ".0@example.org>");
    }
    line("X-Mailer", "Mailer " + number % 9 + ".0");
    line("MIME-Version", "1.0");
    line("Content-Type", type);
    if (type.equals(TEXT_PLAIN)) {
      line("Content-Transfer-Encoding", "8bit");
    }
    text.append('\n');
  }

  private void line(String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private void prose(int size) {
    int end = text.length() + size;
    boolean rare = number % RARITY == 13;
    while (text.length() < end) {
      int lineEnd = text.length() + LINE;
      while (text.length() < lineEnd) {
        word();
        text.append(' ');
      }
      if (rare) {
        text.append(RARE_WORD);
        rare = false;
      }
      text.append('\n');
    }
  }

  private void attachment(String boundary, int size) {
    text.append("\n--").append(boundary).append('\n');
    line("Content-Type", "application/octet-stream; name=\"report-" + number + ".bin\"");
    line("Content-Transfer-Encoding", "base64");
    line("Content-Disposition", "attachment; filename=\"report-" + number + ".bin\"");
    byte[] bytes = new byte[size * 3 / 4];
    random.nextBytes(bytes);
    Base64.Encoder lines = Base64.getMimeEncoder(76, new byte[] {'\n'});
    text.append('\n').append(lines.encodeToString(bytes));
    text.append("\n--").append(boundary).append("--\n");
  }

  private String phrase(int words) {
    int begin = text.length();
    for (int i = 0; i < words; i++) {
      word();
      text.append(i == words - 1 ? "" : " ");
    }
    String phrase = text.substring(begin);
    text.setLength(begin);
    return number % 5 == 0 ? phrase + " für März" : phrase;
  }

  private void word() {
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      text.append(pick(SYLLABLES));
    }
  }

  /** RFC 2047 for what is not ASCII. */
  private static String encoded(String value) {
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(value)) {
      return value;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return "=?utf-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
