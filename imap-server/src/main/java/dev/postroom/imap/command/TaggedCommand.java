package dev.postroom.imap.command;

/**
 * A command as it was sent.
 *
 * @param tag the client's name for it
 * @param name its name for logs and metrics, such as {@code UID FETCH}
 * @param command what is asked
 */
public record TaggedCommand(String tag, String name, Command command) {}
