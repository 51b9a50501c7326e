package dev.postroom.imap.session.selected;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postroom.imap.command.FetchAttribute;
import dev.postroom.imap.command.FetchAttribute.Item;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.BodySection;
import dev.postroom.imap.message.MimeMessage;
import dev.postroom.imap.message.SectionContent;
import dev.postroom.imap.message.UnknownEncodingException;
import dev.postroom.imap.session.state.SentBytes;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.view.MailboxView;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What FETCH tells of a message, attribute by attribute. All of a value is found out before its
 * first byte is sent.
 */
final class FetchValues {

  private static final System.Logger LOG = System.getLogger(FetchValues.class.getName());

  private static final DateTimeFormatter INTERNAL_DATE =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final SessionScope session;
  private final MailboxView view;
  private final ResponseEncoder out;
  private final SentBytes counter;

  FetchValues(SessionScope session, MailboxView view) {
    this.session = session;
    this.view = view;
    this.out = session.out();
    this.counter = session.counter();
  }

  /** One attribute of one message, ready to be written. */
  @FunctionalInterface
  interface Value extends AutoCloseable {
    void write() throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /** What the session knows without asking the mailbox. */
  Value known(int sequence, FetchAttribute attribute) {
    if (attribute == Item.FLAGS) {
      return () -> out.raw("FLAGS ").raw(view.flags(sequence));
    }
    return attribute == Item.UID
        ? () -> out.raw("UID ").number(view.tracker().uid(sequence))
        : () -> out.raw("MODSEQ (").number(view.tracker().modSeq(sequence)).raw(")");
  }

  /**
   * What is found out from the message.
   *
   * @throws MailboxException when it cannot be read, or is gone
   */
  Value value(int sequence, FetchAttribute attribute, MessageContent content, MimeMessage message)
      throws MailboxException {
    try {
      return switch (attribute) {
        case Item item -> item(sequence, item, content, message);
        case FetchAttribute.Content section -> section(section, message);
        case FetchAttribute.Binary binary -> binary(binary, message);
        case FetchAttribute.BinarySize size -> binarySize(size, message);
        case FetchAttribute.Preview preview -> preview(preview, message);
      };
    } catch (UnknownEncodingException undecodable) {
      throw new MailboxException(
          MailboxException.Reason.UNKNOWN_ENCODING, undecodable.getMessage(), undecodable);
    } catch (NoSuchFileException vanished) {
      throw new MailboxException(
          MailboxException.Reason.EXPUNGE_ISSUED, "The message is gone.", vanished);
    } catch (IOException unreadable) {
      throw new MailboxException(
          MailboxException.Reason.SERVER_BUG,
          "The message with UID " + view.tracker().uid(sequence) + " cannot be read.",
          unreadable);
    }
  }

  private Value item(int sequence, Item item, MessageContent content, MimeMessage message)
      throws IOException {
    return switch (item) {
      case FLAGS, UID, MODSEQ -> known(sequence, item);
      case INTERNALDATE -> {
        Instant date = content.internalDate();
        yield () -> out.raw("INTERNALDATE \"").raw(INTERNAL_DATE.format(date)).raw("\"");
      }
      case RFC822_SIZE -> {
        long size = content.size();
        yield () -> out.raw("RFC822.SIZE ").number(size);
      }
      case ENVELOPE -> {
        var envelope = message.envelope();
        yield () ->
            new BodyEncoder(out.raw("ENVELOPE "), false, session.enabled()).envelope(envelope);
      }
      case BODY -> {
        var structure = message.bodyStructure();
        yield () -> new BodyEncoder(out.raw("BODY "), false, session.enabled()).body(structure);
      }
      case BODYSTRUCTURE -> {
        var structure = message.bodyStructure();
        yield () ->
            new BodyEncoder(out.raw("BODYSTRUCTURE "), true, session.enabled()).body(structure);
      }
      case SAVEDATE -> {
        // As for SEARCH: where nobody noted it, the date of arrival stands for it.
        Optional<Instant> saved = content.saveDate();
        Instant date = saved.isPresent() ? saved.get() : content.internalDate();
        yield () -> out.raw("SAVEDATE \"").raw(INTERNAL_DATE.format(date)).raw("\"");
      }
      case EMAILID -> {
        String id = content.emailId();
        yield () -> out.raw("EMAILID (").raw(id).raw(")");
      }
      // Threads are made out by THREAD; none is remembered, as the RFC permits.
      case THREADID -> () -> out.raw("THREADID NIL");
    };
  }

  private Value section(FetchAttribute.Content wanted, MimeMessage message) throws IOException {
    Optional<SectionContent> found = message.section(wanted.section(), wanted.partial());
    return found.map(content -> (Value) new SectionValue(wanted, content)).orElse(missing(wanted));
  }

  private Value binary(FetchAttribute.Binary wanted, MimeMessage message) throws IOException {
    Optional<SectionContent> found = message.binary(wanted.part(), wanted.partial());
    return found
        .map(content -> (Value) new BinaryValue(wanted, content))
        .orElse(() -> label(wanted.label(), wanted.partial()).nil());
  }

  /** A size cannot be NIL: a part that is not there has no bytes. */
  private Value binarySize(FetchAttribute.BinarySize wanted, MimeMessage message)
      throws IOException {
    long size = message.binarySize(wanted.part()).orElse(0);
    return () -> out.raw(wanted.label()).sp().number(size);
  }

  /** UTF-8 for every client, as RFC 8970 section 3.3 has it. */
  private Value preview(FetchAttribute.Preview wanted, MimeMessage message) throws IOException {
    Optional<String> bytes =
        message
            .preview(wanted.lazy())
            .map(text -> new String(text.getBytes(UTF_8), StandardCharsets.ISO_8859_1));
    return () -> out.raw("PREVIEW ").nstring(bytes);
  }

  private Value missing(FetchAttribute.Content wanted) {
    return () -> label(wanted.label(), wanted.partial()).nil();
  }

  private ResponseEncoder label(String name, Optional<BodySection.Partial> partial)
      throws IOException {
    out.raw(name);
    if (partial.isPresent()) {
      out.raw("<").number(partial.get().offset()).raw(">");
    }
    return out.sp();
  }

  /**
   * Decoded bytes: as {@code literal8} where NUL may be among them, so that a client need not look
   * for it otherwise (RFC 3516 section 4.3).
   */
  private final class BinaryValue implements Value {

    private final FetchAttribute.Binary wanted;
    private final SectionContent content;

    BinaryValue(FetchAttribute.Binary wanted, SectionContent content) {
      this.wanted = wanted;
      this.content = content;
    }

    @Override
    public void write() throws IOException {
      label(wanted.label(), wanted.partial()).raw(content.binary() ? "~" : "");
      out.literal(content.length(), content.stream());
      counter.countBody(content.length());
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  private final class SectionValue implements Value {

    private final FetchAttribute.Content wanted;
    private final SectionContent content;

    SectionValue(FetchAttribute.Content wanted, SectionContent content) {
      this.wanted = wanted;
      this.content = content;
    }

    @Override
    public void write() throws IOException {
      try {
        label(wanted.label(), wanted.partial()).literal(content.length(), content.stream());
      } catch (EOFException shrunk) {
        LOG.log(Level.ERROR, "A message became shorter while it was sent", shrunk);
        throw shrunk;
      }
      if (isHeader(wanted.section().text())) {
        counter.countHeader(content.length());
      } else {
        counter.countBody(content.length());
      }
    }

    @Override
    public void close() throws IOException {
      content.close();
    }

    private static boolean isHeader(BodySection.Text text) {
      return switch (text) {
        case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT, MIME -> true;
        case ALL, TEXT -> false;
      };
    }
  }
}
