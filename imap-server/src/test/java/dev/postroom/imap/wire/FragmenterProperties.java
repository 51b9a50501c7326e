package dev.postroom.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FragmenterProperties {

  private static final int LIMIT = 50;

  @Property
  void howTheBytesWereSplitMakesNoDifference(
      @ForAll("input") String input,
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 20) Integer> sizes) {
    assertThat(fragments(input, sizes)).isEqualTo(fragments(input, List.of()));
  }

  @Property
  void afterAnythingTheNextCommandIsFound(@ForAll("input") String garbage) {
    // Enough bytes to end any literal that the garbage has begun, then a line of its own.
    String input = garbage + "\r\n" + "\r\n".repeat(60) + "z NOOP\r\n";
    assertThat(fragments(input, List.of())).endsWith("line z NOOP");
  }

  @Property
  void memoryStaysBoundedWhateverComes(@ForAll("input") String input) {
    var fragmenter = new Fragmenter(LIMIT);
    for (byte b : input.replace("\n", "").getBytes(StandardCharsets.ISO_8859_1)) {
      fragmenter.feed(ByteBuffer.wrap(new byte[] {b}));
      fragmenter.ready();
      assertThat(fragmenter.pending()).isLessThanOrEqualTo(LIMIT + 2);
    }
  }

  @Provide
  Arbitrary<String> input() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of("\r\n", "\n", "\r", "{3+}\r\n", "{3}\r\n", "{40+}\r\n", "{0+}\r\n", "}"),
            Arbitraries.of(
                "a NOOP\r\n",
                "{",
                "{7",
                "+}",
                "\"{3}\"\r\n",
                "{00000000000000000000000000003+}\r\n"),
            Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(70));
    return piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
  }

  /** All fragments, the pieces of a literal joined; every second waiting literal is accepted. */
  private static List<String> fragments(String input, List<Integer> sizes) {
    var fragmenter = new Fragmenter(LIMIT);
    var found = new ArrayList<String>();
    var literal = new ByteArrayOutputStream();
    boolean accept = true;
    var bytes = ByteBuffer.wrap(input.getBytes(StandardCharsets.ISO_8859_1));
    int piece = 0;
    while (bytes.hasRemaining()) {
      int size = sizes.isEmpty() ? bytes.remaining() : sizes.get(piece++ % sizes.size());
      size = Math.min(size, bytes.remaining());
      fragmenter.feed(bytes.slice(bytes.position(), size));
      bytes.position(bytes.position() + size);
      for (Optional<Fragment> next = fragmenter.next();
          next.isPresent();
          next = fragmenter.next()) {
        if (next.get() instanceof Fragment.LiteralBytes part) {
          literal.writeBytes(part.bytes());
          continue;
        }
        if (literal.size() > 0) {
          found.add("literal " + literal.toString(StandardCharsets.ISO_8859_1));
          literal.reset();
        }
        found.add(FragmenterTest.describe(next.get()));
        if (announcesWaiting(next.get())) {
          if (accept) {
            fragmenter.accept();
          } else {
            fragmenter.refuse();
          }
          accept = !accept;
        }
      }
    }
    found.add("literal " + literal.toString(StandardCharsets.ISO_8859_1));
    if (literal.size() == 0) {
      found.removeLast();
    }
    return found;
  }

  private static boolean announcesWaiting(Fragment fragment) {
    return switch (fragment) {
      case Fragment.Line line ->
          line.literal().filter(LiteralAnnouncement::synchronizing).isPresent();
      case Fragment.OverlongLine line ->
          line.literal().filter(LiteralAnnouncement::synchronizing).isPresent();
      case Fragment.LiteralBytes _ -> false;
    };
  }
}
