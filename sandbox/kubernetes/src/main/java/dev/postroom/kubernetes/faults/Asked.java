package dev.postroom.kubernetes.faults;

import java.util.Set;

/**
 * A request, as far as faults are concerned.
 *
 * @param method of HTTP
 * @param path without the query
 * @param userAgent of the client, to tell one from another
 * @param isWatch whether it asks to watch
 */
public record Asked(String method, String path, String userAgent, boolean isWatch) {

  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** Whether it changes something. */
  public boolean isWrite() {
    return WRITES.contains(method);
  }
}
