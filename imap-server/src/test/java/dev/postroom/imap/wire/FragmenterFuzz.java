package dev.postroom.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client sends is cut the same however it arrives, and no byte of it is lost. */
public final class FragmenterFuzz {

  private static final int LINE_LIMIT = 80;

  private FragmenterFuzz() {}

  /** The first byte says how large the pieces are in which the others arrive. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] sent = java.util.Arrays.copyOfRange(input, 1, input.length);
    List<String> atOnce = cut(sent, sent.length);
    List<String> inPieces = cut(sent, 1 + (input[0] & 0x3f));
    if (!atOnce.equals(inPieces)) {
      throw new AssertionError("at once " + atOnce + " but in pieces " + inPieces);
    }
  }

  private static List<String> cut(byte[] sent, int pieceLength) {
    var fragmenter = new Fragmenter(LINE_LIMIT);
    var cut = new ArrayList<String>();
    var literal = new StringBuilder();
    for (int at = 0; at < sent.length; at += pieceLength) {
      fragmenter.feed(ByteBuffer.wrap(sent, at, Math.min(pieceLength, sent.length - at)));
      Optional<Fragment> next;
      while ((next = fragmenter.next()).isPresent()) {
        switch (next.get()) {
          case Fragment.LiteralBytes bytes -> literal.append(text(bytes.bytes()));
          case Fragment.Line line -> {
            if (line.text().length > LINE_LIMIT) {
              throw new AssertionError("a line of " + line.text().length + " bytes");
            }
            end(literal, cut);
            cut.add("line " + text(line.text()) + line.literal());
            line.literal().ifPresent(announced -> decide(fragmenter, announced));
          }
          case Fragment.OverlongLine line -> {
            end(literal, cut);
            cut.add("overlong " + text(line.beginning()) + line.literal());
            line.literal().ifPresent(announced -> decide(fragmenter, announced));
          }
        }
      }
    }
    end(literal, cut);
    return cut;
  }

  private static void decide(Fragmenter fragmenter, LiteralAnnouncement announced) {
    if (announced.synchronizing()) {
      if (announced.size() % 2 == 0) {
        fragmenter.accept();
      } else {
        fragmenter.refuse();
      }
    }
  }

  private static void end(StringBuilder literal, List<String> cut) {
    if (!literal.isEmpty()) {
      cut.add("literal " + literal);
      literal.setLength(0);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
