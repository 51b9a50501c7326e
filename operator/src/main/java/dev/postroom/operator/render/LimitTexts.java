package dev.postroom.operator.render;

import dev.postroom.contract.ContentHash;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LedgerText;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raise;
import java.util.Iterator;

/**
 * The access map and the ledger as texts. A round comes every few seconds for every server, and
 * mostly changes neither; so both are kept as long as what they are made of is the same.
 *
 * @param rules of which the access map was made
 * @param ledger of which both were made
 * @param imapaccess the access map
 * @param hash of the access map, as servers report it
 * @param ledgerText the ledger
 */
public record LimitTexts(
    LimitRules rules, Ledger ledger, String imapaccess, String hash, String ledgerText) {

  /** The texts. */
  public static LimitTexts of(LimitRules rules, Ledger ledger) {
    var imapaccess = AccessFile.render(rules, ledger);
    return new LimitTexts(
        rules, ledger, imapaccess, ContentHash.of(imapaccess), LedgerText.render(ledger));
  }

  /** These texts, made anew as far as they differ now. */
  public LimitTexts renewed(LimitRules newRules, Ledger newLedger) {
    if (rules.equals(newRules) && ledger.equals(newLedger)) {
      return this;
    }
    if (!isSameMap(newRules, newLedger)) {
      return of(newRules, newLedger);
    }
    var text = LedgerText.isSame(ledger, newLedger) ? ledgerText : LedgerText.render(newLedger);
    return new LimitTexts(newRules, newLedger, imapaccess, hash, text);
  }

  /** When a raise was last needed is not in the access map, and changes all the time. */
  private boolean isSameMap(LimitRules newRules, Ledger newLedger) {
    if (!rules.tenants().equals(newRules.tenants())
        || !rules.perAddress().limit().equals(newRules.perAddress().limit())
        || !ledger.raises().keySet().equals(newLedger.raises().keySet())) {
      return false;
    }
    Iterator<Raise> others = newLedger.raises().values().iterator();
    return ledger.raises().values().stream().allMatch(raise -> isSameRecord(raise, others.next()));
  }

  private static boolean isSameRecord(Raise one, Raise other) {
    return one.limit() == other.limit()
        && one.isInForce() == other.isInForce()
        && one.message().equals(other.message());
  }
}
