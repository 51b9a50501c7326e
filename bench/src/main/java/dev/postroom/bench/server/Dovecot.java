package dev.postroom.bench.server;

import dev.postroom.bench.client.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Debian's dovecot-imapd on Maildir, with a passwd-file. Logins are in its high-performance mode
 * (login processes that serve many clients and wait for them), which is the faster one; otherwise
 * its defaults hold, among them mail_fsync = optimized and one imap process for each session.
 */
public final class Dovecot extends Peer {

  private static final String NAME = "dovecot";
  private static final int PORT = 11143;
  private static final int TLS_PORT = 11993;
  private static final String START =
      "mkdir -p /run/dovecot /var/lib/dovecot && exec dovecot -F -c /etc/dovecot/dovecot.conf";

  public Dovecot(Site site) {
    super(site, NAME, START);
  }

  @Override
  void configure(Path tree, Path allOfEtc) throws IOException {
    Path etc = Files.createDirectories(allOfEtc.resolve("dovecot"));
    Files.write(etc.resolve("bench.pem"), Files.readAllBytes(site().certificate()));
    Files.writeString(etc.resolve("users"), users());
    Files.writeString(etc.resolve("dovecot.conf"), configuration());
  }

  private String configuration() {
    return
"""
protocols = imap
listen = %s
base_dir = /run/dovecot
log_path = /dev/stderr
ssl = yes
ssl_cert = </etc/dovecot/bench.pem
ssl_key = </etc/dovecot/bench.pem
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = %d
passdb {
  driver = passwd-file
  args = username_format=%%u /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = username_format=%%u /etc/dovecot/users
}
namespace inbox {
  inbox = yes
  prefix = INBOX.
  separator = .
}
service imap-login {
  service_count = 0
  process_min_avail = %d
  client_limit = %d
  inet_listener imap {
    port = %d
  }
  inet_listener imaps {
    port = %d
    ssl = yes
  }
}
service imap {
  process_limit = %d
}
"""
        .formatted(
            site().address(),
            Site.MAX_CONNECTIONS,
            Runtime.getRuntime().availableProcessors(),
            Site.MAX_CONNECTIONS,
            PORT,
            TLS_PORT,
            Site.MAX_CONNECTIONS);
  }

  private String users() {
    return site().accounts().users().stream()
        .map(
            user ->
                "%s:%s:%d:%d::%s::\n"
                    .formatted(user, Accounts.hash(), OWNER.uid(), OWNER.gid(), home(user)))
        .collect(Collectors.joining());
  }

  @Override
  public Endpoint plain() {
    return site().plain(PORT);
  }

  @Override
  public Endpoint tls() {
    return site().tls(TLS_PORT);
  }

  @Override
  public boolean canMove() {
    return true;
  }
}
