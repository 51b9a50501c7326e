package dev.postroom.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.command.SortCriterion;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageOrderProperties {

  /** A message that has little but what it is sorted by. */
  private record Mail(int sequence, String subject, String from, int arrival)
      implements Candidate, MessageContent {

    Mail at(int place) {
      return new Mail(place, subject, from, arrival);
    }

    private byte[] bytes() {
      return ("Subject: %s\r\nFrom: %s@x\r\n\r\n".formatted(subject, from))
          .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public long uid() {
      return sequence;
    }

    @Override
    public Flags flags() {
      return Flags.NONE;
    }

    @Override
    public long modSeq() {
      return sequence;
    }

    @Override
    public boolean recent() {
      return false;
    }

    @Override
    public Optional<MessageContent> content() {
      return Optional.of(this);
    }

    @Override
    public Optional<MimeMessage> message() {
      return Optional.of(new MimeMessage(this));
    }

    @Override
    public Instant internalDate() {
      return Instant.ofEpochSecond(arrival);
    }

    @Override
    public Optional<Instant> saveDate() {
      return Optional.empty();
    }

    @Override
    public String emailId() {
      return "M" + sequence;
    }

    @Override
    public long size() {
      return bytes().length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes());
    }

    @Override
    public Optional<byte[]> digest() {
      return Optional.empty();
    }

    @Override
    public void keepDigest(byte[] digest) {}
  }

  @Property
  void sortingKeepsAllMessagesAndTheOrderOfEquals(
      @ForAll("mails") List<Mail> drafts, @ForAll("orders") List<SortCriterion> order)
      throws Exception {
    List<Mail> mails =
        IntStream.range(0, drafts.size()).mapToObj(i -> drafts.get(i).at(i + 1)).toList();
    var sorting = new MessageOrder(order);
    for (Mail mail : mails) {
      sorting.add(mail);
    }
    Comparator<Mail> expected = (a, b) -> 0;
    for (SortCriterion criterion : order) {
      Comparator<Mail> by =
          switch (criterion.by()) {
            case SUBJECT -> Comparator.comparing(mail -> mail.subject().replace("Re: ", ""));
            case FROM -> Comparator.comparing(Mail::from);
            default -> Comparator.comparing(Mail::arrival);
          };
      expected = expected.thenComparing(criterion.reverse() ? by.reversed() : by);
    }
    assertThat(Arrays.stream(sorting.sorted()).boxed())
        .containsExactlyElementsOf(mails.stream().sorted(expected).map(Mail::sequence).toList());
  }

  @Provide
  Arbitrary<List<Mail>> mails() {
    return Combinators.combine(
            Arbitraries.of("A", "B", "Re: A", "Re: B"),
            Arbitraries.of("X", "Y"),
            Arbitraries.integers().between(0, 3))
        .as((subject, from, arrival) -> new Mail(0, subject, from, arrival))
        .list()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<SortCriterion>> orders() {
    return Combinators.combine(
            Arbitraries.of(
                SortCriterion.By.SUBJECT,
                SortCriterion.By.FROM,
                SortCriterion.By.ARRIVAL,
                SortCriterion.By.DATE),
            Arbitraries.of(true, false))
        .as(SortCriterion::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }
}
