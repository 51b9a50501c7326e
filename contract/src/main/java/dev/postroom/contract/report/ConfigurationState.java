package dev.postroom.contract.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which configuration a server runs with.
 *
 * @param files the files in force by name ({@code imapd}, {@code imapd-ssl}, {@code imapaccess},
 *     {@code userdb}), each with the lower-case hex SHA-256 of its content
 * @param since when the newest of them took effect
 * @param rejected files that were changed to something the server cannot honour; for each the last
 *     good content stays in force
 * @param pendingRestart names of variables whose new value needs a restart
 */
public record ConfigurationState(
    Map<String, String> files,
    Instant since,
    List<Rejection> rejected,
    List<String> pendingRestart) {

  public ConfigurationState {
    files = Map.copyOf(files);
    rejected = List.copyOf(rejected);
    pendingRestart = List.copyOf(pendingRestart);
  }

  /**
   * A file that was refused.
   *
   * @param file its name
   * @param sha256 of the refused content
   * @param line where the first problem is, from 1; 0 where no line can be named
   * @param message what is wrong and what to do
   */
  public record Rejection(String file, String sha256, int line, String message) {}
}
