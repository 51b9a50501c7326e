package dev.postroom.contract.access;

import dev.postroom.contract.access.AccessAction.Allow;
import dev.postroom.contract.access.AccessAction.Deny;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the access map says of one connection.
 *
 * @param local the site's record about what the client connected to, where that is asked for
 * @param matched the site's record about the client; empty when there is none, which lets it in
 * @param limiting the record that says how many connections the address may hold; empty where none
 *     does
 */
public record AccessDecision(
    Optional<AccessRecord> local, Optional<AccessRecord> matched, Optional<AccessRecord> limiting) {

  public boolean allowed() {
    return denying().isEmpty();
  }

  /** The record that turns the client away. */
  public Optional<AccessRecord> denying() {
    return Stream.of(local, matched)
        .flatMap(Optional::stream)
        .filter(record -> record.action() instanceof Deny)
        .findFirst();
  }

  /**
   * The records whose variables are changed for this connection, of which the later ones win; none
   * when it is turned away.
   */
  public List<AccessRecord> changing() {
    return allowed() ? Stream.of(local, matched).flatMap(Optional::stream).toList() : List.of();
  }

  /**
   * How many connections the address may hold, in place of MAXPERIP; empty where MAXPERIP stays in
   * force.
   */
  public OptionalInt maxPerAddress() {
    return limiting.map(AccessDecision::limitOf).orElse(OptionalInt.empty());
  }

  /** The MAXCPERIP of a record. */
  static OptionalInt limitOf(AccessRecord record) {
    return record.action() instanceof Allow allow ? allow.maxPerAddress() : OptionalInt.empty();
  }
}
