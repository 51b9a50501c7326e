package dev.postroom.fleet;

import java.time.Duration;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param servers how many ImapServers there are
 * @param idle how long nothing may be written
 */
record FleetArguments(int servers, Duration idle) {

  static final String USAGE =
      """
      Usage: make fleet [ARGS="--servers 500 --idle 120"]

      Starts the operator and a Kubernetes stand-in on loopback, and in it so many ImapServers, each
      with a pod that only reports. Measures how long it takes until all is settled, whether anything
      is written and how much CPU it takes when nothing happens, how much when every report is always
      another one, how soon an office that every server turns away is raised, and how much memory
      the operator has in use. Ends with status 0 if it all stays within bounds.

        --servers N  how many ImapServers (500), at most %d
        --idle N     for how many seconds nothing may be written, and then every report differs (120)
      """
          .formatted(FleetArguments.MOST_SERVERS);

  /** What the address ranges of pods and Services hold. */
  static final int MOST_SERVERS = 2000;

  private static final int SERVERS = 500;
  private static final int IDLE_SECONDS = 120;

  /**
   * @throws IllegalArgumentException for what is no option, or no value for it; the message says
   *     which
   */
  static FleetArguments parse(List<String> words) {
    int servers = SERVERS;
    int idle = IDLE_SECONDS;
    for (int i = 0; i < words.size(); i += 2) {
      var option = words.get(i);
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
      }
      switch (option) {
        case "--servers" -> servers = number(option, words.get(i + 1), MOST_SERVERS);
        case "--idle" -> idle = number(option, words.get(i + 1), Integer.MAX_VALUE);
        default -> throw new IllegalArgumentException(option + " is no option\n" + USAGE);
      }
    }
    return new FleetArguments(servers, Duration.ofSeconds(idle));
  }

  private static int number(String option, String value, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(refusal(option, value, most), e);
    }
    throw new IllegalArgumentException(refusal(option, value, most));
  }

  private static String refusal(String option, String value, int most) {
    return "%s takes a number from 1 to %d, not %s".formatted(option, most, value);
  }
}
