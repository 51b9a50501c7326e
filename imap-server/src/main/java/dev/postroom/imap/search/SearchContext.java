package dev.postroom.imap.search;

import dev.postroom.imap.command.SequenceSet;
import java.time.Instant;

/**
 * What a search key means depends on these.
 *
 * @param messages how many messages there are, for {@code *} among sequence numbers
 * @param largestUid for {@code *} among UIDs; 0 where there is no message
 * @param saved the UIDs that {@code $} stands for
 * @param now the time, for OLDER and YOUNGER
 */
public record SearchContext(int messages, long largestUid, SequenceSet saved, Instant now) {}
