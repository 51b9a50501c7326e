package dev.postroom.bench.client;

import java.util.List;

/**
 * All that a server said to one command.
 *
 * @param tagged the last line, without its tag
 * @param untagged how many untagged responses came before it
 * @param first the first lines of the first of those, {@value ImapConnection#KEPT} at most
 * @param bytes how many bytes all of it had
 * @param literalBytes how many of these were in literals
 */
public record Reply(
    String tagged, int untagged, List<String> first, long bytes, long literalBytes) {

  public boolean ok() {
    return tagged.regionMatches(true, 0, "OK", 0, 2);
  }
}
