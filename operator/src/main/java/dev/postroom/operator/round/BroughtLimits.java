package dev.postroom.operator.round;

import java.util.List;
import java.util.Map;

/**
 * What was brought to the cluster last: as long as the same is wanted and nobody wrote any object
 * of the server, there is nothing to bring.
 *
 * @param imapaccess the access map
 * @param ledger the ledger
 * @param beside what is kept beside the ledger, by file
 * @param versions of what belongs to the server, as it was seen before
 */
public record BroughtLimits(
    String imapaccess, String ledger, Map<String, String> beside, List<String> versions) {

  public BroughtLimits {
    beside = Map.copyOf(beside);
    versions = List.copyOf(versions);
  }
}
