package dev.postroom.bench.server;

import dev.postroom.bench.client.Endpoint;
import dev.postroom.bench.mail.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

/**
 * Debian's courier-imap with authuserdb, as its own scripts start it. Its settings are Debian's,
 * but for addresses, for limits on connections and memory, and for IMAP_ENHANCEDIDLE: without that
 * it looks once a minute for new mail.
 */
public final class Courier extends Peer {

  private static final String NAME = "courier";
  private static final int PORT = 10143;
  private static final int TLS_PORT = 10993;
  private static final String START =
      """
      mkdir -p /run/courier/authdaemon /var/lib/courier
      makeuserdb && authdaemond start && imapd start && imapd-ssl start && exec sleep infinity
      """;

  public Courier(Site site) {
    super(site, NAME, START);
  }

  @Override
  void configure(Path tree, Path allOfEtc) throws IOException {
    Path etc = Files.createDirectories(allOfEtc.resolve("courier"));
    Path pem = etc.resolve("bench.pem");
    Files.write(pem, Files.readAllBytes(site().certificate()));
    Files.writeString(
        etc.resolve("imapd"),
        Files.readString(tree.resolve("etc/courier/imapd"))
            + """

            ADDRESS=%s
            PORT=%d
            MAXDAEMONS=%d
            MAXPERIP=%d
            IMAP_ENHANCEDIDLE=1
            IMAP_ULIMITD=4194304
            """
                .formatted(site().address(), PORT, Site.MAX_CONNECTIONS, Site.MAX_CONNECTIONS));
    Files.writeString(
        etc.resolve("imapd-ssl"),
        Files.readString(tree.resolve("etc/courier/imapd-ssl"))
            + """

            SSLADDRESS=%s
            SSLPORT=%d
            TLS_CERTFILE=/etc/courier/bench.pem
            TLS_DHPARAMS=
            TLS_TRUSTCERTS=
            TLS_CACHEFILE=
            """
                .formatted(site().address(), TLS_PORT));
    Files.writeString(
        etc.resolve("authdaemonrc"),
        """
        authmodulelist="authuserdb"
        daemons=5
        authdaemonvar=/run/courier/authdaemon
        DEBUG_LOGIN=0
        DEFAULTOPTIONS=""
        LOGGEROPTS=""
        """);
    Path userdb = etc.resolve("userdb");
    Files.writeString(userdb, userdb());
    Files.setPosixFilePermissions(userdb, PosixFilePermissions.fromString("rw-------"));
  }

  private String userdb() {
    return site().accounts().users().stream()
        .map(
            user ->
                "%s\tuid=%d|gid=%d|home=%s|mail=Maildir|imappw=%s\n"
                    .formatted(user, OWNER.uid(), OWNER.gid(), home(user), Accounts.hash()))
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    super.close();
    try {
      // Gamin's socket, which it leaves behind.
      Templates.delete(Path.of("/tmp/fam-" + OWNER_NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return false;
  }
}
