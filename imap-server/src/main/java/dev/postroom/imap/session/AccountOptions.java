package dev.postroom.imap.session;

import dev.postroom.imap.auth.Account;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Courier's account options, where they are on or off. */
public final class AccountOptions {

  private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*[+-]?0*([0-9]*).*");

  private AccountOptions() {}

  /**
   * Whether the option is on, by the rule of Courier's authoptions: a number other than 0, or a
   * word that begins with t or y.
   */
  public static boolean isOn(Account account, String option) {
    String value = account.options().getOrDefault(option, "");
    if (value.isEmpty()) {
      return false;
    }
    if ("tTyY".indexOf(value.charAt(0)) >= 0) {
      return true;
    }
    Matcher number = LEADING_NUMBER.matcher(value);
    return number.matches() && !number.group(1).isEmpty();
  }
}
