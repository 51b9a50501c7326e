package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.maildir.files.StagedMessage;
import java.io.IOException;
import java.util.List;

/** Staged messages that become messages of a folder together: all or none. */
final class Delivery {

  private final List<StagedMessage> staged;
  private List<Long> uids = List.of();
  private IOException failure;
  private boolean ended;

  Delivery(List<StagedMessage> staged) {
    this.staged = List.copyOf(staged);
  }

  List<StagedMessage> staged() {
    return staged;
  }

  boolean isEnded() {
    return ended;
  }

  void delivered(List<Long> uids) {
    this.uids = List.copyOf(uids);
    this.ended = true;
  }

  /** None of the messages is delivered. */
  void failed(IOException failure) {
    this.failure = failure;
    this.ended = true;
  }

  /**
   * The UIDs, in order.
   *
   * @throws IOException why it failed
   */
  List<Long> uids() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (!ended) {
      throw new IllegalStateException("the delivery was not made");
    }
    return uids;
  }
}
