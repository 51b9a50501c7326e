package dev.postroom.imap.auth.authdaemon;

import dev.postroom.imap.auth.AccountModule;
import dev.postroom.imap.auth.AccountOptions;
import java.util.List;

/**
 * The sources of accounts as the configuration describes them.
 *
 * @param modules in the order in which they are asked
 * @param defaultOptions what holds for accounts that say nothing else
 */
public record AccountModules(List<AccountModule> modules, AccountOptions defaultOptions) {

  /** Nobody can log in. */
  public static final AccountModules NONE = new AccountModules(List.of(), AccountOptions.NONE);

  public AccountModules {
    modules = List.copyOf(modules);
  }
}
