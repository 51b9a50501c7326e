package dev.postroom.imap.search;

import dev.postroom.imap.command.SortCriterion;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.HeaderSummary.AddressField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sorts messages (RFC 5256 section 3, RFC 5957). Of each only what is compared is kept, a number or
 * a text of at most {@link MessageFields#MAX_KEY_CHARS} for each criterion.
 */
public final class MessageOrder {

  private final List<Column> columns;
  private int[] sequences = new int[64];
  private int count;

  public MessageOrder(List<SortCriterion> order) {
    this.columns = order.stream().map(Column::of).toList();
  }

  /** Takes a message; they come by ascending sequence number. */
  public void add(Candidate message) throws IOException, MailboxException {
    var fields = new MessageFields(message);
    for (Column column : columns) {
      column.read(count, message, fields);
    }
    next(message.sequence());
  }

  /** Takes a message that cannot be read: it compares as one that has nothing. */
  public void addUnreadable(int sequence) {
    columns.forEach(column -> column.clear(count));
    next(sequence);
  }

  private void next(int sequence) {
    if (count == sequences.length) {
      sequences = Arrays.copyOf(sequences, count * 2);
    }
    sequences[count++] = sequence;
  }

  /** The sequence numbers in order; messages that compare as the same stay in the mailbox's. */
  public int[] sorted() {
    Comparator<Integer> comparator = (a, b) -> 0;
    for (Column column : columns) {
      comparator = comparator.thenComparing(column);
    }
    return IntStream.range(0, count)
        .boxed()
        .sorted(comparator)
        .mapToInt(index -> sequences[index])
        .toArray();
  }

  /** What is compared of all messages by one criterion; its order is that of their indexes. */
  private abstract static sealed class Column implements Comparator<Integer> {

    final SortCriterion criterion;

    Column(SortCriterion criterion) {
      this.criterion = criterion;
    }

    static Column of(SortCriterion criterion) {
      return switch (criterion.by()) {
        case ARRIVAL, DATE, SIZE -> new Numbers(criterion);
        case CC, DISPLAYFROM, DISPLAYTO, FROM, SUBJECT, TO -> new Texts(criterion);
      };
    }

    abstract void read(int index, Candidate message, MessageFields fields)
        throws IOException, MailboxException;

    abstract void clear(int index);

    abstract int ascending(int a, int b);

    @Override
    public int compare(Integer a, Integer b) {
      return criterion.reverse() ? ascending(b, a) : ascending(a, b);
    }
  }

  private static final class Numbers extends Column {

    private long[] values = new long[64];

    Numbers(SortCriterion criterion) {
      super(criterion);
    }

    @Override
    void read(int index, Candidate message, MessageFields fields)
        throws IOException, MailboxException {
      clear(index);
      values[index] =
          switch (criterion.by()) {
            case ARRIVAL -> fields.arrival();
            case DATE -> fields.sentDate();
            case SIZE -> size(message.content());
            case CC, DISPLAYFROM, DISPLAYTO, FROM, SUBJECT, TO ->
                throw new IllegalStateException("a text");
          };
    }

    @Override
    void clear(int index) {
      if (index == values.length) {
        values = Arrays.copyOf(values, index * 2);
      }
      values[index] = 0;
    }

    @Override
    int ascending(int a, int b) {
      return Long.compare(values[a], values[b]);
    }

    private static long size(Optional<MessageContent> content) throws IOException {
      return content.isPresent() ? content.get().size() : 0;
    }
  }

  private static final class Texts extends Column {

    private final List<String> values = new ArrayList<>();

    Texts(SortCriterion criterion) {
      super(criterion);
    }

    @Override
    void read(int index, Candidate message, MessageFields fields)
        throws IOException, MailboxException {
      set(
          index,
          switch (criterion.by()) {
            case CC -> fields.firstMailbox(AddressField.CC);
            case DISPLAYFROM -> fields.firstDisplayed(AddressField.FROM);
            case DISPLAYTO -> fields.firstDisplayed(AddressField.TO);
            case FROM -> fields.firstMailbox(AddressField.FROM);
            case TO -> fields.firstMailbox(AddressField.TO);
            case SUBJECT -> MessageFields.key(fields.subject().text());
            case ARRIVAL, DATE, SIZE -> throw new IllegalStateException("a number");
          });
    }

    @Override
    void clear(int index) {
      set(index, "");
    }

    /** The index is the next one, or the last one when reading had gone that far. */
    private void set(int index, String value) {
      if (index < values.size()) {
        values.set(index, value);
      } else {
        values.add(value);
      }
    }

    @Override
    int ascending(int a, int b) {
      return values.get(a).compareTo(values.get(b));
    }
  }
}
