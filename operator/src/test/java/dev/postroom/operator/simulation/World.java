package dev.postroom.operator.simulation;

import dev.postroom.crds.ImapServerSpec;
import dev.postroom.operator.Servers;
import java.time.Duration;

/**
 * In what world a day is played: how large the server is, how many people there are, and how much
 * goes wrong.
 *
 * @param seed of all that is left to chance
 * @param base what an unknown address may hold
 * @param maximum places of a pod
 * @param interval between two looks
 * @param quiet how long a raise must be unneeded before it is lowered
 * @param office people of the large office, at most what {@link #MOST} has room for
 * @param growing people of the office that grows all day
 * @param pupils who come all at once
 * @param webmail users of the webmail
 * @param bots addresses that guess
 * @param lossy how many of a hundred reports do not come, and as many come late
 * @param restarts of the operator, and a third as many of pods, at times left to chance
 * @param thief whether one account fills the server by night, from an IPv6 network
 */
record World(
    long seed,
    int base,
    int pods,
    int maximum,
    Duration interval,
    Duration quiet,
    int office,
    int growing,
    int pupils,
    int webmail,
    int bots,
    int lossy,
    int restarts,
    boolean thief) {

  /** What an address may be given in each pod. */
  static final int MOST = 350;

  private static final int RESERVE_PERCENT = 10;

  /** A busy server, nearly full of raised limits by noon. */
  static World busy(long seed) {
    return new World(
        seed,
        20,
        2,
        800,
        Duration.ofSeconds(20),
        Duration.ofHours(1),
        50,
        16,
        20,
        200,
        500,
        1,
        10,
        true);
  }

  /** Of each pod's places, what raised limits may come to together. */
  int room() {
    return maximum - maximum * RESERVE_PERCENT / 100;
  }

  ImapServerSpec spec() {
    return Servers.spec(
        """
        replicas: %d
        connections:
          maximum: %d
          maximumCeiling: %d
          perAddress:
            limit: %d
            autoRaise:
              ceiling: %d
              intervalSeconds: %d
              quietSeconds: %d
              reservePercent: %d
        """
            .formatted(
                pods,
                maximum,
                10 * maximum,
                base,
                MOST * pods,
                interval.toSeconds(),
                quiet.toSeconds(),
                RESERVE_PERCENT));
  }
}
