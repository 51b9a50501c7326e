package dev.postroom.imap.config;

import dev.postroom.contract.access.AccessAction.Allow;
import dev.postroom.contract.access.AccessDecision;
import dev.postroom.contract.access.AccessMap;
import dev.postroom.contract.access.AccessRecord;
import dev.postroom.contract.proxy.ProxyProtocol;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.SettingsDifference;
import dev.postroom.contract.settings.TcpdOptions;
import dev.postroom.imap.admission.AddressRules;
import dev.postroom.imap.auth.authdaemon.AccountModules;
import dev.postroom.imap.tls.CertifiedKey;
import dev.postroom.imap.tls.ServerTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One set of files, checked and belonging together.
 *
 * @param imap for the listeners at PORT
 * @param imaps for the listeners at SSLPORT
 * @param access who may connect, and how often
 * @param accounts who may log in
 * @param files the hash of each file that is there, by the name the peer report knows
 * @param remarks what is odd but does no harm, for the log
 */
public record Configuration(
    ListenerConfiguration imap,
    ListenerConfiguration imaps,
    AccessMap access,
    AccountModules accounts,
    Map<String, String> files,
    List<String> remarks) {

  public Configuration {
    files = Map.copyOf(files);
    remarks = List.copyOf(remarks);
  }

  /** Who may connect to listeners with these settings, whichever their addresses are. */
  public AddressRules rules(ListenerConfiguration listener) {
    return new AccessRules(access::decide, listener.settings(), listener.options());
  }

  /** Who may connect to this address of a listener. */
  public AddressRules rules(ListenerConfiguration listener, InetSocketAddress local) {
    return new AccessRules(
        client -> decide(listener, local, client), listener.settings(), listener.options());
  }

  /**
   * The variables of a client: its listener's, changed by what the access map says of it.
   *
   * @param local what the client connected to
   */
  public EffectiveSettings settings(
      ListenerConfiguration listener, InetSocketAddress local, InetAddress client) {
    EffectiveSettings settings = listener.settings();
    for (AccessRecord record : decide(listener, local, client).changing()) {
      if (record.action() instanceof Allow(Map<String, String> changes)) {
        settings = settings.with(changes, record.location());
      }
    }
    return settings;
  }

  private AccessDecision decide(
      ListenerConfiguration listener, InetSocketAddress local, InetAddress client) {
    return listener.options().accessLocal() ? access.decide(local, client) : access.decide(client);
  }

  /** Every certificate in use, by the file that it was read from. */
  public Map<Path, CertifiedKey> certificates() {
    Map<Path, CertifiedKey> certificates = new TreeMap<>();
    Stream.of(imap, imaps)
        .flatMap(listener -> listener.tls().stream())
        .flatMap(tls -> tls.policy().certificates().all().stream())
        .forEach(certified -> certificates.put(certified.file(), certified));
    return certificates;
  }

  /** What changes from this one to another. */
  SettingsDifference differenceTo(Configuration other) {
    return imap.settings()
        .differenceTo(other.imap.settings())
        .union(imaps.settings().differenceTo(other.imaps.settings()));
  }

  /**
   * One kind of listener.
   *
   * @param settings its variables
   * @param options those among them that are couriertcpd's
   * @param proxy where it expects the PROXY protocol
   * @param tls its certificate and protocols; empty where there is no certificate
   */
  public record ListenerConfiguration(
      EffectiveSettings settings,
      TcpdOptions options,
      ProxyProtocol proxy,
      Optional<ServerTls> tls) {}
}
