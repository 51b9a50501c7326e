package dev.postroom.imap.session.state;

import dev.postroom.imap.session.ProtocolTrace;
import dev.postroom.imap.wire.Fragment;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a trace what a client sends, but for what nobody else may read. */
final class TracedInput {

  /** A client may send its password once more, though it has logged in. */
  private static final Pattern LOGIN =
      Pattern.compile(
          "(\\S+ +(?:LOGIN|AUTHENTICATE)\\b).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final String HIDDEN = " (hidden)";

  private final ProtocolTrace trace;
  private boolean insideLogin;

  TracedInput(ProtocolTrace trace) {
    this.trace = trace;
  }

  void read(Fragment fragment) {
    if (trace == ProtocolTrace.NONE) {
      return;
    }
    switch (fragment) {
      case Fragment.Line line -> {
        trace.received(shown(new String(line.text(), StandardCharsets.UTF_8)));
        insideLogin &= line.literal().isPresent();
      }
      case Fragment.OverlongLine line -> {
        trace.received(shown(new String(line.beginning(), StandardCharsets.UTF_8)) + " (too long)");
        insideLogin &= line.literal().isPresent();
      }
      // A message, or a word of a command.
      case Fragment.LiteralBytes _ -> {}
    }
  }

  private String shown(String line) {
    if (insideLogin) {
      return HIDDEN.strip();
    }
    Matcher login = LOGIN.matcher(line);
    insideLogin = login.matches();
    return insideLogin ? login.group(1) + HIDDEN : line;
  }
}
