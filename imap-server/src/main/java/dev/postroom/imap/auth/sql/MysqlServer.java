package dev.postroom.imap.auth.sql;

import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads MYSQL_SERVER and its neighbours. Unlike Courier's library this always connects over TCP, to
 * {@code localhost} too: a pod has the server's socket only by accident.
 */
final class MysqlServer {

  static final Set<String> VARIABLES =
      Set.of("SERVER", "PORT", "USERNAME", "PASSWORD", "DATABASE", "SSL_CACERT");

  private static final int DEFAULT_PORT = 3306;

  private MysqlServer() {}

  /**
   * @param files finds files that are named
   */
  static SqlServer of(AuthlibFile file, UnaryOperator<Path> files) {
    Map<String, String> properties = new HashMap<>();
    properties.put("user", file.required("MYSQL_USERNAME"));
    file.text("MYSQL_PASSWORD").ifPresent(password -> properties.put("password", password));
    properties.put("connectTimeout", SqlTimeouts.CONNECT.toMillis() + "");
    properties.put("socketTimeout", SqlTimeouts.ANSWER.toMillis() + "");
    properties.put("useServerPrepStmts", "true");
    for (String clientCertificate : Set.of("MYSQL_SSL_KEY", "MYSQL_SSL_CERT", "MYSQL_SSL_CAPATH")) {
      if (file.text(clientCertificate).isPresent()) {
        throw file.refuse(
            clientCertificate, "is not known here; TLS is configured by MYSQL_SSL_CACERT alone");
      }
    }
    file.text("MYSQL_SSL_CACERT")
        .ifPresent(
            certificate -> {
              properties.put("sslMode", "verify-ca");
              properties.put("serverSslCert", files.apply(Path.of(certificate)).toString());
            });
    String host = file.required("MYSQL_SERVER");
    int port = file.number("MYSQL_PORT").orElse(0);
    return new SqlServer(
        "jdbc:mariadb://%s:%d/%s"
            .formatted(
                host.contains(":") ? "[" + host + "]" : host,
                port == 0 ? DEFAULT_PORT : port,
                file.required("MYSQL_DATABASE")),
        properties);
  }
}
