package dev.postroom.imap.auth.authdaemon;

import dev.postroom.contract.Location;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.authlib.AuthlibSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code authdaemonrc}: lines of {@code name="value"}, whose quotes may be left out. A {@code #}
 * ends the line, even within quotes.
 *
 * @param modules {@code authmodulelist}; empty where the file does not say
 * @param defaultOptions DEFAULTOPTIONS: what holds for accounts that say nothing else
 * @param daemons how many questions may be asked of one server at once; Courier starts as many
 *     processes, each with a connection of its own
 * @param ldap the variables LDAPTLS_…, which are for authldap
 */
public record AuthdaemonFile(
    Optional<List<String>> modules,
    AccountOptions defaultOptions,
    int daemons,
    Map<String, String> ldap) {

  /** Where there is no authdaemonrc. */
  public static final AuthdaemonFile NONE =
      new AuthdaemonFile(Optional.empty(), AccountOptions.NONE, 5, Map.of());

  /** The most daemons: a server of a database has a limit too. */
  static final int MAX_DAEMONS = 100;

  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?:\"(?<quoted>[^\"]*)\"?|(?<bare>.*))");

  public AuthdaemonFile {
    modules = modules.map(List::copyOf);
    ldap = Map.copyOf(ldap);
  }

  /**
   * @param name what messages call the file
   * @throws AuthlibSyntaxException when a line is none, or {@code daemons} no sensible number
   */
  public static AuthdaemonFile parse(String name, String text) {
    Optional<List<String>> modules = NONE.modules;
    AccountOptions defaultOptions = NONE.defaultOptions;
    int daemons = NONE.daemons;
    Map<String, String> ldap = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      Location location = new Location(name, ++number);
      String content = line.replaceFirst("#.*", "").strip();
      if (content.isEmpty()) {
        continue;
      }
      Matcher assignment = ASSIGNMENT.matcher(content);
      if (!assignment.matches()) {
        throw new AuthlibSyntaxException(location, "this is no line of name=\"value\"");
      }
      String quoted = assignment.group("quoted");
      String value = quoted == null ? assignment.group("bare") : quoted;
      switch (assignment.group("name")) {
        case "authmodulelist" -> modules = Optional.of(words(value));
        case "DEFAULTOPTIONS" -> defaultOptions = AccountOptions.parse(value);
        case "daemons" -> daemons = daemons(value, location);
        case String variable when variable.startsWith("LDAPTLS_") -> ldap.put(variable, value);
        default -> {
          // Of authdaemond's own processes, sockets and log.
        }
      }
    }
    return new AuthdaemonFile(modules, defaultOptions, daemons, ldap);
  }

  private static List<String> words(String value) {
    return Stream.of(value.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private static int daemons(String value, Location location) {
    if (!value.matches("[0-9]{1,3}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > MAX_DAEMONS) {
      throw new AuthlibSyntaxException(
          location, "daemons is not a number from 1 to " + MAX_DAEMONS);
    }
    return Integer.parseInt(value);
  }
}
