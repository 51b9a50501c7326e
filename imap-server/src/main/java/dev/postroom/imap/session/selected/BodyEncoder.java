package dev.postroom.imap.session.selected;

import dev.postroom.imap.command.Enabled;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.message.Address;
import dev.postroom.imap.message.AsciiText;
import dev.postroom.imap.message.BodyStructure;
import dev.postroom.imap.message.Envelope;
import dev.postroom.imap.message.ParameterValues;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** ENVELOPE, BODY and BODYSTRUCTURE in the syntax of RFC 3501 sections 7.4.2 and 9. */
final class BodyEncoder {

  private final ResponseEncoder out;
  private final boolean extensible;
  private final Enabled enabled;

  /**
   * @param extensible whether the extension data is written: BODYSTRUCTURE, not BODY
   * @param enabled what the client has enabled. IMAP4rev2 is told parameters as they are meant, and
   *     not as they are written (RFC 9051 section 7.5.2); who takes no UTF-8 is told all in ASCII
   */
  BodyEncoder(ResponseEncoder out, boolean extensible, Enabled enabled) {
    this.out = out;
    this.extensible = extensible;
    this.enabled = enabled;
  }

  void envelope(Envelope envelope) throws IOException {
    text(out.raw("("), envelope.date());
    text(out.sp(), envelope.subject());
    for (List<Address> addresses :
        List.of(
            envelope.from(),
            envelope.sender(),
            envelope.replyTo(),
            envelope.to(),
            envelope.cc(),
            envelope.bcc())) {
      out.sp();
      addresses(addresses);
    }
    text(out.sp(), envelope.inReplyTo());
    text(out.sp(), envelope.messageId());
    out.raw(")");
  }

  void body(BodyStructure structure) throws IOException {
    out.raw("(");
    switch (structure) {
      case BodyStructure.Basic basic -> {
        fields(basic.fields());
        extension(basic.fields());
      }
      case BodyStructure.Text text -> {
        fields(text.fields());
        out.sp().number(text.lines());
        extension(text.fields());
      }
      case BodyStructure.Message message -> {
        fields(message.fields());
        // Before RFC 6855 only message/rfc822 had more than the fields of any part.
        if (enabled.utf8() || message.fields().subtype().equals("RFC822")) {
          out.sp();
          envelope(message.envelope());
          out.sp();
          body(message.body());
          out.sp().number(message.lines());
        }
        extension(message.fields());
      }
      case BodyStructure.Multipart multipart -> multipart(multipart);
    }
    out.raw(")");
  }

  private void multipart(BodyStructure.Multipart multipart) throws IOException {
    for (BodyStructure part : multipart.parts()) {
      body(part);
    }
    out.sp().string(multipart.subtype());
    if (extensible) {
      out.sp();
      parameters(multipart.parameters());
      extension(multipart.extension());
    }
  }

  private void fields(BodyStructure.Fields fields) throws IOException {
    out.string(fields.type()).sp().string(fields.subtype()).sp();
    parameters(fields.parameters());
    text(out.sp(), fields.id());
    text(out.sp(), fields.description());
    out.sp().string(fields.encoding()).sp().number(fields.octets());
  }

  private void extension(BodyStructure.Fields fields) throws IOException {
    if (extensible) {
      text(out.sp(), fields.md5());
      extension(fields.extension());
    }
  }

  private void extension(BodyStructure.Extension extension) throws IOException {
    out.sp();
    Optional<BodyStructure.Disposition> disposition = extension.disposition();
    if (disposition.isPresent()) {
      out.raw("(").string(disposition.get().type()).sp();
      parameters(disposition.get().parameters());
      out.raw(")");
    } else {
      out.nil();
    }
    out.sp();
    languages(extension.language());
    text(out.sp(), extension.location());
  }

  private void languages(List<String> tags) throws IOException {
    switch (tags.size()) {
      case 0 -> out.nil();
      case 1 -> out.string(tags.getFirst());
      default -> {
        out.raw("(").string(tags.getFirst());
        for (String tag : tags.subList(1, tags.size())) {
          out.sp().string(tag);
        }
        out.raw(")");
      }
    }
  }

  private void parameters(Map<String, String> parameters) throws IOException {
    if (parameters.isEmpty()) {
      out.nil();
      return;
    }
    Map<String, String> told =
        enabled.has(Extension.IMAP4REV2) ? ParameterValues.decode(parameters) : parameters;
    if (!enabled.utf8()) {
      told = AsciiText.parameters(told);
    }
    String separator = "(";
    for (Map.Entry<String, String> parameter : told.entrySet()) {
      out.raw(separator).string(parameter.getKey()).sp().string(parameter.getValue());
      separator = " ";
    }
    out.raw(")");
  }

  private void addresses(List<Address> addresses) throws IOException {
    if (addresses.isEmpty()) {
      out.nil();
      return;
    }
    out.raw("(");
    for (Address address : addresses) {
      text(out.raw("("), address.name(), AsciiText::phrase);
      text(out.sp(), address.route(), AsciiText::domain);
      text(out.sp(), address.mailbox(), AsciiText::phrase);
      text(out.sp(), address.host(), AsciiText::domain);
      out.raw(")");
    }
    out.raw(")");
  }

  private void text(ResponseEncoder to, Optional<String> text) throws IOException {
    text(to, text, AsciiText::unstructured);
  }

  /** A string or NIL, by {@code inAscii} for who takes no UTF-8. */
  private void text(ResponseEncoder to, Optional<String> text, UnaryOperator<String> inAscii)
      throws IOException {
    to.nstring(enabled.utf8() ? text : text.map(inAscii));
  }
}
