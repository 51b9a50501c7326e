package dev.postroom.imap.maildir.view;

import java.util.List;

/**
 * What an index tells of a folder.
 *
 * @param messages by ascending UID
 * @param stamps when it was true
 * @param digests how many digests were ever written to the file of digests
 * @param digestsEnd where that file ends, as {@code DigestFile} counts
 */
public record IndexedFolder(
    long uidValidity,
    long uidNext,
    long highestModSeq,
    List<StoredMessage> messages,
    ExpungeLog expunged,
    IndexStamps stamps,
    int digests,
    int digestsEnd) {}
