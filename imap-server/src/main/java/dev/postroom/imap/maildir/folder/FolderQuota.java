package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.quota.OverQuotaException;
import dev.postroom.imap.maildir.quota.QuotaCount;
import dev.postroom.imap.maildir.quota.QuotaLedger;
import dev.postroom.imap.maildir.quota.QuotaUsage;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What happens in one folder, told to the ledger of its Maildir. */
final class FolderQuota {

  private final QuotaLedger ledger;
  private final FolderDirectory directory;
  private final boolean counts;

  FolderQuota(QuotaLedger ledger, FolderDirectory directory) {
    this.ledger = ledger;
    this.directory = directory;
    this.counts = QuotaCount.counts(directory);
  }

  /**
   * Refuses messages for which there is no room.
   *
   * @return what they take, to be told to {@link #changed} when they are delivered
   * @throws OverQuotaException when there is none
   */
  QuotaUsage require(List<StagedMessage> staged) throws IOException {
    QuotaUsage sum = usage(staged);
    if (!sum.equals(QuotaUsage.NONE)) {
      ledger.require(sum);
    }
    return sum;
  }

  /** What messages take in this folder. */
  QuotaUsage usage(List<StagedMessage> staged) throws IOException {
    QuotaUsage sum = QuotaUsage.NONE;
    for (StagedMessage message : staged) {
      if (counts && QuotaUsage.counts(message.name().info())) {
        sum = sum.plus(new QuotaUsage(QuotaCount.size(message.name(), message.file()), 1));
      }
    }
    return sum;
  }

  /** Whether what moves from one to the other takes as much as before. */
  boolean isSharedWith(FolderQuota other) {
    return ledger == other.ledger && counts == other.counts;
  }

  /** What a message takes, whose file is there: some have their size nowhere else. */
  QuotaUsage usage(StoredMessage message) throws IOException {
    return counts && QuotaUsage.counts(message.info()) ? one(message) : QuotaUsage.NONE;
  }

  /** Those of the messages that are marked as deleted, to be told to {@link #flagged}. */
  Set<StoredMessage> deleted(Collection<StoredMessage> messages) {
    return messages.stream()
        .filter(message -> message.flags().has(SystemFlag.DELETED))
        .collect(Collectors.toSet());
  }

  /**
   * Takes note of new flags: what is marked as deleted counts no longer.
   *
   * @param wereDeleted those that were marked so before
   */
  void flagged(Collection<StoredMessage> messages, Set<StoredMessage> wereDeleted)
      throws IOException {
    if (!counts) {
      return;
    }
    QuotaUsage sum = QuotaUsage.NONE;
    for (StoredMessage message : messages) {
      boolean wasDeleted = wereDeleted.contains(message);
      if (wasDeleted != message.flags().has(SystemFlag.DELETED)) {
        sum = sum.plus(wasDeleted ? one(message) : one(message).negated());
      }
    }
    ledger.changed(sum);
  }

  /** Takes note of what came, or went, once it has happened. */
  void changed(QuotaUsage change) {
    ledger.changed(change);
  }

  private QuotaUsage one(StoredMessage message) throws IOException {
    return new QuotaUsage(
        QuotaCount.size(
            MaildirFileName.parse(message.fileName()), directory.cur().resolve(message.fileName())),
        1);
  }
}
