package dev.postroom.imap.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What changes how a session speaks once the client has asked for it (ENABLE, RFC 5161). */
public enum Extension {
  /** Mod-sequences are told wherever flags are (RFC 7162); some other commands turn it on too. */
  CONDSTORE("CONDSTORE"),
  /** VANISHED instead of EXPUNGE (RFC 7162); turns on CONDSTORE. */
  QRESYNC("QRESYNC"),
  /** UTF-8 in strings, and mailbox names in it (RFC 6855). */
  UTF8_ACCEPT("UTF8=ACCEPT"),
  /** The session speaks RFC 9051 and no longer RFC 3501. */
  IMAP4REV2("IMAP4rev2");

  private final String capability;

  Extension(String capability) {
    this.capability = capability;
  }

  /** Its name in ENABLE, ENABLED and CAPABILITY. */
  public String capability() {
    return capability;
  }

  /** The extension of that name, whose case does not count. */
  public static Optional<Extension> named(String capability) {
    String wanted = capability.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(extension -> extension.capability.toUpperCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }
}
