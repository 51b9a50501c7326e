package dev.postroom.imap.session.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.command.SequenceSet;
import dev.postroom.imap.command.SequenceSet.Range;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.session.view.MailboxTracker.Update;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MailboxTrackerTest {

  private static MailboxTracker tracker(long... uids) {
    return new MailboxTracker(
        LongStream.of(uids).mapToObj(uid -> new MessageState(uid, Flags.NONE, false, 0)).toList());
  }

  private static SequenceSet set(long first, long last) {
    return new SequenceSet(List.of(new Range(first, last)));
  }

  @Test
  void expungesAreNumberedAsTheOnesBeforeLeaveThem() {
    MailboxTracker tracker = tracker(3, 5, 7, 9);
    tracker.apply(new MailboxChange.Vanished(List.of(3L, 7L, 9L)));
    assertThat(tracker.updates(true))
        .containsExactly(
            new Update.Expunge(1, 3), new Update.Expunge(2, 7), new Update.Expunge(2, 9));
    assertThat(tracker.uid(1)).isEqualTo(5);
  }

  @Test
  void aVanishedMessageKeepsItsNumberUntilTheClientIsTold() {
    MailboxTracker tracker = tracker(3, 5);
    tracker.apply(new MailboxChange.Vanished(List.of(3L)));
    tracker.apply(new MailboxChange.Arrived(List.of(new MessageState(9, Flags.NONE, true, 0))));
    assertThat(tracker.updates(false)).containsExactly(new Update.Exists(3), new Update.Recent(1));
    assertThat(tracker.uid(2)).isEqualTo(5);
    assertThat(tracker.hasVanished(1)).isTrue();
    assertThat(tracker.updates(true)).containsExactly(new Update.Expunge(1, 3));
    assertThat(tracker.uid(2)).isEqualTo(9);
    assertThat(tracker.isRecent(2)).isTrue();
  }

  @Test
  void ofAMessageThatCameAndWentTheClientHearsNothing() {
    MailboxTracker tracker = tracker(3);
    tracker.apply(new MailboxChange.Arrived(List.of(new MessageState(9, Flags.NONE, true, 0))));
    tracker.apply(new MailboxChange.Vanished(List.of(9L)));
    assertThat(tracker.updates(true)).isEmpty();
    assertThat(tracker.count()).isEqualTo(1);
  }

  @Test
  void flagsAreToldOnceAndOnlyWhenTheyDiffer() {
    MailboxTracker tracker = tracker(3, 5);
    tracker.apply(new MailboxChange.Flagged(5, Flags.of(SystemFlag.SEEN), 0));
    tracker.apply(new MailboxChange.Flagged(3, Flags.NONE, 0));
    assertThat(tracker.updates(false)).containsExactly(new Update.FlagsOf(2));
    assertThat(tracker.updates(false)).isEmpty();
  }

  @Test
  void flagsOfAMessageThatMovesUpAreToldUnderItsNewNumber() {
    MailboxTracker tracker = tracker(3, 5);
    tracker.apply(new MailboxChange.Flagged(5, Flags.of(SystemFlag.SEEN), 0));
    tracker.apply(new MailboxChange.Vanished(List.of(3L)));
    assertThat(tracker.updates(true))
        .containsExactly(new Update.Expunge(1, 3), new Update.FlagsOf(1));
  }

  @Test
  void uidsThatAreNoMessagesAreNoError() {
    MailboxTracker tracker = tracker(3, 5, 9);
    assertThat(tracker.sequencesOfUids(set(4, 8))).containsExactly(2);
    assertThat(tracker.sequencesOfUids(set(100, SequenceSet.STAR))).containsExactly(3);
    assertThat(tracker.sequencesOfUids(set(1, 4294967295L))).containsExactly(1, 2, 3);
    assertThat(tracker().sequencesOfUids(set(1, SequenceSet.STAR))).isEmpty();
  }

  @Test
  void aSequenceNumberThatIsNoMessagesIsBad() throws Exception {
    assertThatThrownBy(() -> tracker(3).sequences(set(1, 2)))
        .isInstanceOf(CommandRefusedException.class)
        .hasMessage("Invalid message sequence number: 2");
    assertThat(tracker(3, 4).sequences(set(SequenceSet.STAR, 1))).containsExactly(1, 2);
    assertThat(tracker().sequences(set(1, SequenceSet.STAR))).isEmpty();
  }

  @Test
  void whatTheClientCountsIsLeftOutOfWhatVanishedBefore() {
    assertThat(tracker(3, 5, 10).withoutCounted(new UidRange(1, 12)))
        .containsExactly(
            new UidRange(1, 2), new UidRange(4, 4), new UidRange(6, 9), new UidRange(11, 12));
    assertThat(tracker(3).withoutCounted(new UidRange(3, 3))).isEmpty();
    assertThat(tracker().withoutCounted(new UidRange(3, 4))).containsExactly(new UidRange(3, 4));
  }

  @Test
  void savedMessagesAreThoseOfTheirUidsWhateverGoes() throws Exception {
    MailboxTracker tracker = tracker(3, 5, 7, 9);
    var found = new BitSet();
    found.set(2, 4);
    tracker.save(found);
    tracker.apply(new MailboxChange.Vanished(List.of(3L, 5L)));
    assertThat(tracker.sequences(new SequenceSet(List.of(), true))).containsExactly(2, 3);
    tracker.updates(true);
    assertThat(tracker.sequences(new SequenceSet(List.of(new Range(2, 2)), true)))
        .containsExactly(1, 2);
    assertThat(tracker.sequencesOfUids(new SequenceSet(List.of(new Range(9, 9)), true)))
        .containsExactly(1, 2);
  }
}
