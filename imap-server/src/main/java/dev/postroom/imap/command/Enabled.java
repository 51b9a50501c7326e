package dev.postroom.imap.command;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a client has turned on in its session. Nothing can be turned off again.
 *
 * @param extensions all of them
 */
public record Enabled(Set<Extension> extensions) {

  /** What a session begins with. */
  public static final Enabled NOTHING = new Enabled(Set.of());

  public Enabled {
    extensions = Set.copyOf(extensions);
  }

  public boolean has(Extension extension) {
    return extensions.contains(extension);
  }

  /** These and {@code more}, with all that it brings along. */
  public Enabled with(Extension more) {
    var all = EnumSet.of(more);
    all.addAll(extensions);
    if (more == Extension.QRESYNC) {
      all.add(Extension.CONDSTORE);
    }
    return new Enabled(all);
  }

  /** Whether mailbox names are UTF-8 instead of modified UTF-7, and strings may hold UTF-8. */
  public boolean utf8() {
    return has(Extension.UTF8_ACCEPT) || has(Extension.IMAP4REV2);
  }
}
