package dev.postroom.imap.session;

import dev.postroom.imap.message.Address;
import dev.postroom.imap.message.BodyStructure;
import dev.postroom.imap.message.Envelope;
import dev.postroom.imap.message.ParameterValues;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ENVELOPE, BODY and BODYSTRUCTURE in the syntax of RFC 3501 sections 7.4.2 and 9. */
final class BodyEncoder {

  private final ResponseEncoder out;
  private final boolean extensible;
  private final boolean decodes;

  /**
   * @param extensible whether the extension data is written: BODYSTRUCTURE, not BODY
   * @param decodes whether parameters are told as they are meant (RFC 9051 section 7.5.2), and not
   *     as they are written
   */
  BodyEncoder(ResponseEncoder out, boolean extensible, boolean decodes) {
    this.out = out;
    this.extensible = extensible;
    this.decodes = decodes;
  }

  void envelope(Envelope envelope) throws IOException {
    out.raw("(").nstring(envelope.date()).sp().nstring(envelope.subject());
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
    out.sp().nstring(envelope.inReplyTo()).sp().nstring(envelope.messageId()).raw(")");
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
        out.sp();
        envelope(message.envelope());
        out.sp();
        body(message.body());
        out.sp().number(message.lines());
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
    out.sp().nstring(fields.id()).sp().nstring(fields.description());
    out.sp().string(fields.encoding()).sp().number(fields.octets());
  }

  private void extension(BodyStructure.Fields fields) throws IOException {
    if (extensible) {
      out.sp().nstring(fields.md5());
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
    out.sp().nstring(extension.location());
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
    Map<String, String> told = decodes ? ParameterValues.decode(parameters) : parameters;
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
      out.raw("(").nstring(address.name()).sp().nstring(address.route());
      out.sp().nstring(address.mailbox()).sp().nstring(address.host()).raw(")");
    }
    out.raw(")");
  }
}
