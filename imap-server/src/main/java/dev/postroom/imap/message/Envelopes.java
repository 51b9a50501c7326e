package dev.postroom.imap.message;

import java.util.List;

/** Reads an ENVELOPE out of a header. */
final class Envelopes {

  private Envelopes() {}

  static Envelope of(Header header) {
    List<Address> from = addresses(header, "From");
    List<Address> sender = addresses(header, "Sender");
    List<Address> replyTo = addresses(header, "Reply-To");
    return new Envelope(
        header.first("Date"),
        header.first("Subject"),
        from,
        sender.isEmpty() ? from : sender,
        replyTo.isEmpty() ? from : replyTo,
        addresses(header, "To"),
        addresses(header, "Cc"),
        addresses(header, "Bcc"),
        header.first("In-Reply-To"),
        header.first("Message-ID"));
  }

  /** Those of all fields of a name, in their order. */
  static List<Address> addresses(Header header, String field) {
    return AddressListParser.parse(String.join(", ", header.all(field)));
  }
}
