package dev.postroom.imap.mailbox;

import java.util.Arrays;
import java.util.Optional;

/** What a mailbox is for (RFC 6154 section 2). */
public enum SpecialUse {
  ALL("\\All"),
  ARCHIVE("\\Archive"),
  DRAFTS("\\Drafts"),
  FLAGGED("\\Flagged"),
  JUNK("\\Junk"),
  SENT("\\Sent"),
  TRASH("\\Trash");

  private final String attribute;

  SpecialUse(String attribute) {
    this.attribute = attribute;
  }

  /** The attribute that LIST shows, such as {@code \Sent}. */
  public String attribute() {
    return attribute;
  }

  /** The use of that attribute, whose case does not count. */
  public static Optional<SpecialUse> of(String attribute) {
    return Arrays.stream(values())
        .filter(use -> use.attribute.equalsIgnoreCase(attribute))
        .findFirst();
  }
}
