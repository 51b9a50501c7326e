package dev.postroom.imap.session.state;

import dev.postroom.imap.session.Capability;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What CAPABILITY announces: what the site says, and what the connection's state adds. */
final class CapabilityText {

  private CapabilityText() {}

  /**
   * The capabilities. As with Courier, ID (RFC 2971), STARTTLS and LOGINDISABLED stand only where
   * they have a meaning, ENABLE and UTF8=ACCEPT always; all else is the site's own text.
   */
  static String of(SessionSettings settings, Connection connection, SessionState state) {
    boolean encrypted = connection.encrypted();
    String site = encrypted ? settings.capabilityTls() : settings.capability();
    var text = new StringBuilder(connection.compressed() ? withoutCompression(site) : site);
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
    for (Capability always : List.of(Capability.ENABLE, Capability.UTF8_ACCEPT)) {
      if (!List.of(text.toString().split(" ")).contains(always.announced())) {
        text.append(' ').append(always.announced());
      }
    }
    return text.toString();
  }

  /** RFC 4978 section 2: what is active is not offered. */
  private static String withoutCompression(String capabilities) {
    return Arrays.stream(capabilities.split(" "))
        .filter(word -> !word.equalsIgnoreCase(Capability.COMPRESS_DEFLATE.announced()))
        .collect(Collectors.joining(" "));
  }
}
