package dev.postroom.office;

import java.util.List;

/**
 * What the command line asks for.
 *
 * @param check to judge the play and end, instead of going on serving
 * @param help to explain and do nothing
 */
record Options(boolean check, boolean help) {

  static final String USAGE =
      """
      Usage: make sandbox [ARGS=--check]

      Starts a Kubernetes stand-in on loopback, in it the Postroom operator and, through that, an
      IMAP server with the default limit of 4 connections from one address. Then plays three
      addresses: an office of 12 people with five connections each, one person who wants 30, and an
      attacker who guesses passwords. Shows how the operator treats them.

        (no option)  go on serving until Ctrl-C, for kubectl and mail programs
        --check      play it, print one JSON object as the last line, and exit with status 0 only if
                     the office was let in within 30 s of its first refusal, nobody else got what
                     they should not, no connection was lost and nothing restarted
        --help       this text
      """;

  /**
   * @throws IllegalArgumentException for an option that there is not
   */
  static Options parse(List<String> arguments) {
    boolean check = false;
    boolean help = false;
    for (String argument : arguments) {
      switch (argument) {
        case "--check" -> check = true;
        case "--help", "-h" -> help = true;
        default -> throw new IllegalArgumentException("unknown option " + argument);
      }
    }
    return new Options(check, help);
  }
}
