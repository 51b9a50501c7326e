package dev.postroom.imap.maildir.shared;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Where it stands who shares mail with a user.
 *
 * @param index the first index file (IMAP_SHAREDINDEXFILE); need not be there
 * @param mungesNames whether {@code .} and {@code /} in the index's names are shown as {@code \:}
 *     and {@code \;} (IMAP_SHAREDMUNGENAMES), and not as blanks
 * @param belowRoot finds the homes that the index names
 */
public record SharedFolders(Path index, boolean mungesNames, UnaryOperator<Path> belowRoot) {}
