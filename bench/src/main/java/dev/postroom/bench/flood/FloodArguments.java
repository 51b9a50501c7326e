package dev.postroom.bench.flood;

import java.util.List;

/**
 * What the command line asks for.
 *
 * @param seconds how long the flood lasts
 * @param addresses from how many addresses it comes
 * @param people how many sessions are at work
 * @param rate how many connections a second the flood tries to make
 */
record FloodArguments(int seconds, int addresses, int people, int rate) {

  static final String USAGE =
      """
      usage: make flood ARGS="[--seconds N] [--addresses N] [--people N] [--rate N]"
        --seconds N     how long the flood lasts (90); after 60 the server closes who has not logged in
        --addresses N   from how many addresses it comes (2000)
        --people N      how many sessions are at work beside it (200)
        --rate N        how many connections a second it tries to make (1000)
      """;

  private static final FloodArguments DEFAULTS = new FloodArguments(90, 2000, 200, 1000);

  /** More have no address of their own in the flood's network. */
  private static final int MOST = 60_000;

  /**
   * @throws IllegalArgumentException with a message for the user
   */
  static FloodArguments parse(List<String> words) {
    FloodArguments all = DEFAULTS;
    for (int i = 0; i < words.size(); i += 2) {
      int value = value(words, i);
      all =
          switch (words.get(i)) {
            case "--seconds" -> new FloodArguments(value, all.addresses, all.people, all.rate);
            case "--addresses" -> new FloodArguments(all.seconds, value, all.people, all.rate);
            case "--people" -> new FloodArguments(all.seconds, all.addresses, value, all.rate);
            case "--rate" -> new FloodArguments(all.seconds, all.addresses, all.people, value);
            default ->
                throw new IllegalArgumentException(
                    "unknown argument " + words.get(i) + "\n" + USAGE);
          };
    }
    return all;
  }

  private static int value(List<String> words, int at) {
    String text = at + 1 < words.size() ? words.get(at + 1) : "";
    try {
      int value = Integer.parseInt(text);
      if (value > 0 && value <= MOST) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notANumber(words.get(at), text), e);
    }
    throw new IllegalArgumentException(notANumber(words.get(at), text));
  }

  private static String notANumber(String name, String text) {
    return "%s wants a number from 1 to %d, not '%s'%n%s".formatted(name, MOST, text, USAGE);
  }
}
