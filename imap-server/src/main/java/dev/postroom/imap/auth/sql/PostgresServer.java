package dev.postroom.imap.auth.sql;

import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads PGSQL_CONNECTION, a connection string of libpq ({@code host=… port=… user=… password=…}),
 * and PGSQL_DATABASE. Keywords of libpq that its Java counterpart does not have are refused rather
 * than passed over, since one of them may be meant to keep somebody out.
 */
final class PostgresServer {

  static final Set<String> VARIABLES = Set.of("CONNECTION", "DATABASE");

  private static final String CONNECTION = "PGSQL_CONNECTION";
  private static final Pattern PAIR =
      Pattern.compile(
          "\\G\\s*(?<key>[a-z_]+)\\s*=\\s*(?:'(?<quoted>(?:[^'\\\\]|\\\\.)*)'|(?<bare>\\S*))");

  private static final Set<String> FILES = Set.of("sslrootcert", "sslcert", "sslkey");

  private PostgresServer() {}

  /**
   * @param files finds files that are named
   */
  static SqlServer of(AuthlibFile file, UnaryOperator<Path> files) {
    Map<String, String> pairs = pairs(file);
    Map<String, String> properties = new HashMap<>();
    // Whatever is bound has no type of its own, as the quoted strings that Courier sends have none.
    properties.put("stringtype", "unspecified");
    properties.put("connectTimeout", SqlTimeouts.CONNECT.toSeconds() + "");
    properties.put("loginTimeout", SqlTimeouts.CONNECT.toSeconds() + "");
    properties.put("socketTimeout", SqlTimeouts.ANSWER.toSeconds() + "");
    properties.put("ApplicationName", "postroom");
    List<String> hosts = List.of("localhost");
    List<String> ports = List.of("5432");
    String database = null;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      String value = pair.getValue();
      switch (pair.getKey()) {
        case "host", "hostaddr" -> hosts = List.of(value.split(","));
        case "port" -> ports = List.of(value.split(","));
        case "dbname" -> database = value;
        case "connect_timeout" -> properties.put("connectTimeout", value);
        case "application_name" -> properties.put("ApplicationName", value);
        case "user", "password", "sslmode", "options" -> properties.put(pair.getKey(), value);
        default -> {
          if (!FILES.contains(pair.getKey())) {
            throw file.refuse(
                CONNECTION,
                "has the keyword '%s', which is not known here".formatted(pair.getKey()));
          }
          properties.put(pair.getKey(), files.apply(Path.of(value)).toString());
        }
      }
    }
    if (!properties.containsKey("user")) {
      throw file.refuse(CONNECTION, "has no user=");
    }
    if (database == null) {
      database = file.text("PGSQL_DATABASE").orElse(properties.get("user"));
    }
    return new SqlServer(
        "jdbc:postgresql://%s/%s".formatted(addresses(file, hosts, ports), encoded(database)),
        properties);
  }

  private static Map<String, String> pairs(AuthlibFile file) {
    String text = file.required(CONNECTION).strip();
    Map<String, String> pairs = new LinkedHashMap<>();
    Matcher matcher = PAIR.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find()) {
      String quoted = matcher.group("quoted");
      pairs.put(
          matcher.group("key"),
          quoted == null ? matcher.group("bare") : quoted.replaceAll("\\\\(.)", "$1"));
      end = matcher.end();
    }
    if (end < text.length()) {
      throw file.refuse(CONNECTION, "is not keyword=value keyword=value…");
    }
    return pairs;
  }

  private static String addresses(AuthlibFile file, List<String> hosts, List<String> ports) {
    if (ports.size() != 1 && ports.size() != hosts.size()) {
      throw file.refuse(CONNECTION, "has neither one port for all hosts nor one for each");
    }
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      String host = hosts.get(i);
      if (host.startsWith("/")) {
        throw file.refuse(CONNECTION, "names a Unix socket; give the host's name or address");
      }
      addresses.add(
          (host.contains(":") ? "[" + host + "]" : host)
              + ":"
              + ports.get(ports.size() == 1 ? 0 : i));
    }
    return String.join(",", addresses);
  }

  private static String encoded(String database) {
    return URLEncoder.encode(database, StandardCharsets.UTF_8);
  }
}
