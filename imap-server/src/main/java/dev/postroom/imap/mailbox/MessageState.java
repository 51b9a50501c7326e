package dev.postroom.imap.mailbox;

/**
 * What a mailbox knows of a message without opening it.
 *
 * @param uid its unique identifier, 1 to 4294967295
 * @param flags its flags now
 * @param recent whether this session is the first to be told of it (RFC 3501 section 2.3.2)
 * @param modSeq the mod-sequence of its last change, its arrival included (RFC 7162)
 */
public record MessageState(long uid, Flags flags, boolean recent, long modSeq) {}
