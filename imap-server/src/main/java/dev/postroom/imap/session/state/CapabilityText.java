package dev.postroom.imap.session.state;

import dev.postroom.imap.auth.sasl.SaslMechanism;
import dev.postroom.imap.session.Capability;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionSettings;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What CAPABILITY announces: what the site says, and what the connection's state adds. */
final class CapabilityText {

  private CapabilityText() {}

  /**
   * The capabilities. As with Courier, ID (RFC 2971), STARTTLS and LOGINDISABLED stand only where
   * they have a meaning, ENABLE and UTF8=ACCEPT always, EXTERNAL to whom it is meant for; all else
   * is the site's own text. Of the mechanisms in it those are left out by which nobody could log
   * in: with them clients would try and fail.
   */
  static String of(
      SessionSettings settings,
      Connection connection,
      SessionState state,
      Predicate<SaslMechanism> possible) {
    boolean encrypted = connection.encrypted();
    String site = encrypted ? settings.capabilityTls() : settings.capability();
    var text =
        new StringBuilder(
            Arrays.stream(site.split(" "))
                .filter(word -> !connection.compressed() || !isCompression(word))
                .filter(word -> SaslMechanism.announcedBy(word).map(possible::test).orElse(true))
                .collect(Collectors.joining(" ")));
    if (!settings.id().isEmpty()) {
      text.append(" ID");
    }
    if (!encrypted && state instanceof SessionState.NotAuthenticated) {
      if (settings.startTls() && connection.canStartTls()) {
        text.append(" STARTTLS");
      }
      if (settings.tlsRequired()) {
        text.append(" LOGINDISABLED");
      }
    }
    if (encrypted && possible.test(SaslMechanism.EXTERNAL)) {
      append(text, SaslMechanism.EXTERNAL.capability());
    }
    for (Capability always : List.of(Capability.ENABLE, Capability.UTF8_ACCEPT)) {
      append(text, always.announced());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String word) {
    if (!List.of(text.toString().split(" ")).contains(word)) {
      text.append(' ').append(word);
    }
  }

  /** RFC 4978 section 2: what is active is not offered. */
  private static boolean isCompression(String word) {
    return word.equalsIgnoreCase(Capability.COMPRESS_DEFLATE.announced());
  }
}
