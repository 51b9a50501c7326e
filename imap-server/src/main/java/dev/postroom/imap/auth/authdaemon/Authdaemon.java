package dev.postroom.imap.auth.authdaemon;

import dev.postroom.imap.auth.AccountModule;
import dev.postroom.imap.auth.AccountModule.OpenSource;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSource;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.StoredSecrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks one source after the other until one knows the user. A source that cannot answer ends the
 * search, as in Courier's authdaemond: the next one might know somebody else by that name. A
 * password that does not match ends it too, for the same reason; Courier would ask on.
 */
public final class Authdaemon implements OpenSource {

  private volatile InForce inForce = new InForce(Map.of(), AccountOptions.NONE);

  private record InForce(Map<AccountModule, OpenSource> sources, AccountOptions defaultOptions) {}

  /**
   * Asks these modules from now on. Those that were there already keep their connections; those
   * that are there no more close theirs, in a thread of their own.
   */
  public synchronized void use(AccountModules modules) {
    Map<AccountModule, OpenSource> before = inForce.sources();
    Map<AccountModule, OpenSource> now = new LinkedHashMap<>();
    for (AccountModule module : modules.modules()) {
      OpenSource known = before.get(module);
      now.put(module, known == null ? module.open() : known);
    }
    inForce = new InForce(now, modules.defaultOptions());
    before.forEach(
        (module, source) -> {
          if (!now.containsKey(module)) {
            Thread.ofVirtual().name("close-" + module.name()).start(source::close);
          }
        });
  }

  @Override
  public Optional<AccountRecord> find(String service, String user) throws AccountSourceException {
    InForce now = inForce;
    for (OpenSource source : now.sources().values()) {
      Optional<AccountRecord> found = source.find(service, user);
      if (found.isPresent()) {
        AccountRecord record = found.get();
        return Optional.of(record.with(record.account().options().or(now.defaultOptions())));
      }
    }
    return Optional.empty();
  }

  @Override
  public StoredSecrets secrets() {
    return inForce.sources().values().stream()
        .map(AccountSource::secrets)
        .reduce(StoredSecrets.NONE, StoredSecrets::and);
  }

  /** Closes all connections, and knows nobody from then on. */
  @Override
  public synchronized void close() {
    Map<AccountModule, OpenSource> sources = inForce.sources();
    inForce = new InForce(Map.of(), AccountOptions.NONE);
    sources.values().forEach(OpenSource::close);
  }
}
