package dev.postroom.imap.search;

import java.util.List;
import java.util.Optional;

/**
 * What threading needs of a message.
 *
 * @param sequence its sequence number
 * @param sentDate its sent date in seconds since the epoch (RFC 5256 section 2.2)
 * @param subject its base subject as it is compared
 * @param replyOrForward whether the subject says that it is one
 * @param messageId its Message-ID, where it has a valid one
 * @param references the Message-IDs of its References, or else the first of its In-Reply-To
 */
record ThreadedMessage(
    int sequence,
    long sentDate,
    String subject,
    boolean replyOrForward,
    Optional<String> messageId,
    List<String> references) {}
