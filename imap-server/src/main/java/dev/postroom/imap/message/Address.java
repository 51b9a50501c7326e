package dev.postroom.imap.message;

import java.util.Optional;

/**
 * An address structure of ENVELOPE (RFC 3501 section 7.4.2). A group is a sequence: {@linkplain
 * #groupStart its name}, its members, {@link #GROUP_END}. Texts are as the message has them,
 * encoded words undecoded, one {@code char} per byte (ISO-8859-1).
 *
 * @param name the display name
 * @param route the obsolete source route ({@code at-domain-list})
 * @param mailbox the local part
 * @param host the domain; empty marks group syntax
 */
public record Address(
    Optional<String> name,
    Optional<String> route,
    Optional<String> mailbox,
    Optional<String> host) {

  /** The address that ends a group: all four empty. */
  public static final Address GROUP_END =
      new Address(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The address that begins a group: its name stands in {@code mailbox}. */
  public static Address groupStart(String name) {
    return new Address(Optional.empty(), Optional.empty(), Optional.of(name), Optional.empty());
  }
}
