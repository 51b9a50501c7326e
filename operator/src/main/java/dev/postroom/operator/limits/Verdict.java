package dev.postroom.operator.limits;

import java.util.List;

/**
 * What a round came to.
 *
 * @param ledger the raised limits from now on
 * @param decisions one for every peer that was raised before or wanted more
 */
public record Verdict(Ledger ledger, List<Decision> decisions) {

  public Verdict {
    decisions = List.copyOf(decisions);
  }
}
