package dev.postroom.imap.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** Turns the command line into configuration properties. */
final class CommandLine {

  private static final String USAGE =
      """
      usage: quarkus-run.jar [--config DIR] [--root DIR] [--bind-address ADDRESS]
        --config DIR            where imapd, imapd-ssl, imapaccess and userdb are (/etc/courier)
        --root DIR              look up every absolute path below DIR
        --bind-address ADDRESS  listen here where ADDRESS or SSLADDRESS is 0\
      """;

  private static final Map<String, String> OPTIONS =
      Map.of(
          "--config", "postroom.config",
          "--root", "postroom.root",
          "--bind-address", "postroom.bind-address");

  private CommandLine() {}

  /**
   * @return properties by name
   * @throws IllegalArgumentException with a message for the user
   */
  static Map<String, String> parse(String... arguments) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String[] parts = arguments[i].split("=", 2);
      String property = OPTIONS.get(parts[0]);
      if (property == null) {
        throw new IllegalArgumentException("unknown argument " + arguments[i] + "\n" + USAGE);
      }
      if (parts.length == 2) {
        properties.put(property, parts[1]);
      } else if (++i < arguments.length) {
        properties.put(property, arguments[i]);
      } else {
        throw new IllegalArgumentException(parts[0] + " needs a value\n" + USAGE);
      }
    }
    return properties;
  }
}
