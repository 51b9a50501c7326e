package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  @Test
  void tellsFieldsAsTheyAreUnfoldedAndEncodedWordsUndecoded() throws IOException {
    Envelope envelope =
        envelope(
            """
            Date: Sat, 21 Nov 2026 10:00:00 +0100
            Subject: =?utf-8?q?caf=C3=A9?=
             and more
            From: =?utf-8?q?Ren=C3=A9?= <rene@example.org>
            To: "Last, First" <a@example.org>, b@example.org
            Message-ID: <1@example.org>
            In-Reply-To: <0@example.org>
            """);

    Address rene = address("=?utf-8?q?Ren=C3=A9?=", "rene", "example.org");
    assertThat(envelope)
        .isEqualTo(
            new Envelope(
                Optional.of("Sat, 21 Nov 2026 10:00:00 +0100"),
                Optional.of("=?utf-8?q?caf=C3=A9?= and more"),
                List.of(rene),
                List.of(rene),
                List.of(rene),
                List.of(
                    address("Last, First", "a", "example.org"), address(null, "b", "example.org")),
                List.of(),
                List.of(),
                Optional.of("<0@example.org>"),
                Optional.of("<1@example.org>")));
  }

  @Test
  void addressesAreReadInTheirObsoleteAndTheirBrokenForms() throws IOException {
    assertThat(envelope("To: Ann .(great) Lee@(the) x . org (Ann)\n").to())
        .containsExactly(address("Ann", "Ann.Lee", "x.org"));
    assertThat(envelope("To: a@x.org b@y.org, <<c@z.org>>\n").to())
        .containsExactly(
            address(null, "a", "x.org"), address(null, "b", "y.org"), address(null, "c", "z.org"));
  }

  @Test
  void noTextHasANul() throws IOException {
    assertThat(envelope("Subject: a\0b\n").subject()).contains("ab");
  }

  @Test
  void senderAndReplyToAreTheirOwnWhereThereAreSome() throws IOException {
    Envelope envelope = envelope("From: a@x\nSender: b@x\nReply-To: c@x\n");

    assertThat(envelope.sender()).containsExactly(address(null, "b", "x"));
    assertThat(envelope.replyTo()).containsExactly(address(null, "c", "x"));
  }

  @Test
  void aGroupBeginsWithItsNameAndEndsWithNothing() throws IOException {
    assertThat(envelope("To: friends: Ann <a@x>, b@x;, c@x\n").to())
        .containsExactly(
            Address.groupStart("friends"),
            address("Ann", "a", "x"),
            address(null, "b", "x"),
            Address.GROUP_END,
            address(null, "c", "x"));
    assertThat(envelope("To: undisclosed-recipients:;\n").to())
        .containsExactly(Address.groupStart("undisclosed-recipients"), Address.GROUP_END);
  }

  @Test
  void obsoleteRoutesAndCommentsAreUnderstood() throws IOException {
    assertThat(envelope("From: (c) Ann (d) <@r1,@r2:a@x>\n").from())
        .containsExactly(
            new Address(
                Optional.of("Ann"), Optional.of("@r1,@r2"), Optional.of("a"), Optional.of("x")));
  }

  @Test
  void aCommentBehindAnAddressIsItsName() throws IOException {
    assertThat(
            envelope("From: root@x (Cron Daemon), b@y (R\u00c3\u00a9 (n)\u00e9), c@z ()\n").from())
        .containsExactly(
            address("Cron Daemon", "root", "x"),
            address("R\u00c3\u00a9 (n)\u00e9", "b", "y"),
            address(null, "c", "z"));
  }

  @Test
  void bytesAbove127AreKeptAsTheyAre() throws IOException {
    assertThat(envelope("Subject: caf\u00c3\u00a9\nFrom: Ren\u00c3\u00a9 <r@x>\n"))
        .satisfies(envelope -> assertThat(envelope.subject()).contains("caf\u00c3\u00a9"))
        .satisfies(
            envelope ->
                assertThat(envelope.from()).containsExactly(address("Ren\u00c3\u00a9", "r", "x")));
  }

  @Test
  void aMessageWithoutFieldsHasAnEmptyEnvelope() throws IOException {
    assertThat(envelope("no field here\n"))
        .isEqualTo(
            new Envelope(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  private static Envelope envelope(String header) throws IOException {
    return new MimeMessage(BytesContent.of(header + "\nbody\n")).envelope();
  }

  private static Address address(String name, String mailbox, String host) {
    return new Address(
        Optional.ofNullable(name), Optional.empty(), Optional.of(mailbox), Optional.of(host));
  }
}
