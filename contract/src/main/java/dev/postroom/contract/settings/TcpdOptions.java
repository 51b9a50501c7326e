package dev.postroom.contract.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of couriertcpd that TCPDOPTS may hold, divided by blanks; the shell that Courier's
 * script runs quotes nothing in them. Where one comes twice the last one holds. What {@code
 * -haproxy} means is not looked at here.
 *
 * @param maximum {@code -maxprocs}: takes the place of MAXDAEMONS
 * @param maxPerAddress {@code -maxperip}: takes the place of MAXPERIP
 * @param maxPerClassC {@code -maxperc}: how many connections 256 neighbouring addresses may hold
 * @param warn {@code -warn}: from how many connections on the log warns
 * @param denyMessage {@code -denymsg}: what an address reads that the access map denies
 * @param accessLocal {@code -accesslocal}: whether the access map is asked about the local address
 *     and port too
 * @param remarks options that have no effect, each with what to do instead
 */
public record TcpdOptions(
    OptionalInt maximum,
    OptionalInt maxPerAddress,
    OptionalInt maxPerClassC,
    OptionalInt warn,
    Optional<String> denyMessage,
    boolean accessLocal,
    List<String> remarks) {

  static final String VARIABLE = "TCPDOPTS";

  private static final Pattern OPTION = Pattern.compile("-(?<name>[a-z]+)(?:=(?<value>.*))?");

  private static final SettingType CONNECTIONS =
      new SettingType.Number(1, ImapdSettings.MOST_CONNECTIONS, "connections");

  /** Options that change nothing for a client, whatever they say. */
  private static final Set<String> HARMLESS = Set.of("nodnslookup", "noidentlookup", "haproxy");

  /** Options that speak to Courier's process or script, and what to use in their place. */
  private static final Map<String, String> WITHOUT_EFFECT =
      Map.ofEntries(
          Map.entry("access", "set IMAPACCESSFILE"),
          Map.entry("address", "set ADDRESS or SSLADDRESS"),
          Map.entry("listen", "the server lets 1024 clients wait for their turn"),
          Map.entry("user", "start the server as the user that it shall be"),
          Map.entry("group", "start the server in the group that it shall have"),
          Map.entry("pid", "the server writes no such file"),
          Map.entry("restart", "send the server SIGHUP"),
          Map.entry("stop", "send the server SIGTERM"),
          Map.entry("stderr", "the server logs to its standard output"),
          Map.entry("stderrlogger", "the server logs to its standard output"),
          Map.entry("stderrloggername", "the server logs to its standard output"),
          Map.entry("proxy", "the server is no proxy"),
          Map.entry("block", "no DNS list is asked; deny networks in the access map"),
          Map.entry("allow", "no DNS list is asked; allow networks in the access map"));

  public TcpdOptions {
    remarks = List.copyOf(remarks);
  }

  /**
   * What a listener's variables say.
   *
   * @param settings without {@link EffectiveSettings#problems}
   */
  public static TcpdOptions of(EffectiveSettings settings) {
    return parse(settings.text(VARIABLE));
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException saying what is wrong, as the end of a sentence
   */
  static TcpdOptions parse(String options) {
    Parser parser = new Parser();
    for (String option : options.split("\\s+")) {
      if (!option.isEmpty()) {
        parser.read(option);
      }
    }
    return parser.options();
  }

  /** What one option after the other makes of them. */
  private static final class Parser {
    private OptionalInt maximum = OptionalInt.empty();
    private OptionalInt maxPerAddress = OptionalInt.empty();
    private OptionalInt maxPerClassC = OptionalInt.empty();
    private OptionalInt warn = OptionalInt.empty();
    private Optional<String> denyMessage = Optional.empty();
    private boolean accessLocal;
    private final List<String> remarks = new ArrayList<>();

    void read(String option) {
      Matcher matcher = OPTION.matcher(option);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "has '%s', which is no option; options begin with - and are divided by blanks"
                .formatted(option));
      }
      String name = matcher.group("name");
      String value = Optional.ofNullable(matcher.group("value")).orElse("");
      switch (name) {
        case "maxprocs" -> maximum = connections(option, value);
        case "maxperip" -> maxPerAddress = connections(option, value);
        case "maxperc" -> maxPerClassC = connections(option, value);
        case "warn" -> warn = connections(option, value);
        case "denymsg" -> denyMessage = Optional.of(value).filter(text -> !text.isEmpty());
        case "accesslocal" -> accessLocal = true;
        case "drop" ->
            throw new IllegalArgumentException(
                "has '%s', but no DNS list is asked here, so that nobody would be dropped; deny networks in the access map and remove it"
                    .formatted(option));
        default -> withoutEffect(name, option);
      }
    }

    private void withoutEffect(String name, String option) {
      if (WITHOUT_EFFECT.containsKey(name)) {
        remarks.add("%s has no effect: %s".formatted(option, WITHOUT_EFFECT.get(name)));
      } else if (!HARMLESS.contains(name)) {
        throw new IllegalArgumentException(
            "has '%s', which is no option of couriertcpd; check the spelling".formatted(option));
      }
    }

    private static OptionalInt connections(String option, String value) {
      CONNECTIONS
          .problem(value)
          .ifPresent(
              wrong -> {
                throw new IllegalArgumentException("has '%s', which %s".formatted(option, wrong));
              });
      return OptionalInt.of(Integer.parseInt(value));
    }

    TcpdOptions options() {
      return new TcpdOptions(
          maximum, maxPerAddress, maxPerClassC, warn, denyMessage, accessLocal, remarks);
    }
  }
}
