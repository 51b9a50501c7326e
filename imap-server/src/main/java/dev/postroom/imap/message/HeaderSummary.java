package dev.postroom.imap.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What SORT and THREAD ask of a message's header (RFC 5256, RFC 5957). */
public final class HeaderSummary {

  /** All fields that are asked for. */
  static final List<String> FIELDS =
      List.of("Subject", "Date", "From", "To", "Cc", "Message-ID", "References", "In-Reply-To");

  private final Header header;

  HeaderSummary(Header header) {
    this.header = header;
  }

  /** The fields whose first address SORT goes by. */
  public enum AddressField {
    FROM,
    TO,
    CC
  }

  /** The subject, unfolded and decoded; empty where there is none. */
  public String subject() {
    return header.first("Subject").map(EncodedWords::decode).orElse("");
  }

  /**
   * The date and time of the Date field in UTC (section 2.2); empty where there is none that can be
   * read.
   */
  public Optional<Instant> sentDate() {
    return header.first("Date").flatMap(SentDate::parseInstant);
  }

  /** {@code addr-mailbox} of the first address: the local part or the name of a group, or empty. */
  public String firstMailbox(AddressField field) {
    return firstAddress(field).flatMap(Address::mailbox).map(EncodedWords::utf8).orElse("");
  }

  /**
   * What a mail program shows of the first address (RFC 5957 section 3): its name, or else the
   * address, or empty.
   */
  public String firstDisplayed(AddressField field) {
    Optional<Address> first = firstAddress(field);
    return first
        .flatMap(Address::name)
        .map(EncodedWords::decode)
        .filter(name -> !name.isEmpty())
        .or(() -> first.map(HeaderSummary::withoutName))
        .orElse("");
  }

  private static String withoutName(Address address) {
    String host = address.host().map(domain -> "@" + domain).orElse("");
    return EncodedWords.utf8(address.mailbox().map(mailbox -> mailbox + host).orElse(""));
  }

  /** The first that ENVELOPE tells, which is not always in the first field of the name. */
  private Optional<Address> firstAddress(AddressField field) {
    return Envelopes.addresses(header, field.name()).stream().findFirst();
  }

  /** The Message-ID; empty where there is no valid one. */
  public Optional<String> messageId() {
    return header.first("Message-ID").flatMap(MessageIds::first);
  }

  /** The Message-IDs of References, or else the first of In-Reply-To. */
  public List<String> references() {
    List<String> references = header.first("References").map(MessageIds::all).orElse(List.of());
    return references.isEmpty()
        ? header.first("In-Reply-To").flatMap(MessageIds::first).map(List::of).orElse(List.of())
        : references;
  }
}
