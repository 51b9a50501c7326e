package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * When and how far the limit of an address is raised. An address earns {@code connectionsPerUser}
 * connections for every distinct user who logged in from there lately, never less than its base
 * limit and never more than the ceiling, its share of the server, or what the reserve leaves.
 */
public record AutoRaise(
    @JsonPropertyDescription(
            "Live: raise limits, without a restart. Recommend: publish in status.peers what would"
                + " be raised, and why, and change nothing. Off: neither; quote it in YAML,"
                + " where a bare Off means false.")
        @Default("Live")
        Mode mode,
    @JsonPropertyDescription(
            "No address is raised above this over all pods together, whatever it has earned: with"
                + " three replicas it may hold a third of it in each.")
        @Default("" + AutoRaise.CEILING)
        @Min(1)
        @Max(Connections.HIGHEST_LIMIT)
        Integer ceiling,
    @JsonPropertyDescription(
            "How many connections each distinct user who logged in from an address lately earns it,"
                + " however many sessions he has. One mail program opens about five; ten leave room"
                + " for a telephone. With so many of his sessions at most does a user count, too,"
                + " when connections.maximum is to rise up to maximumCeiling.")
        @Default("" + AutoRaise.CONNECTIONS_PER_USER)
        @Min(1)
        @Max(1000)
        Integer connectionsPerUser,
    @JsonPropertyDescription(
            "How many seconds a user counts after his last login; whoever has a session counts in"
                + " any case. The server counts within a quarter of an hour, an hour and a day: the"
                + " shortest of these that is not shorter than this is taken.")
        @Default("" + AutoRaise.USERS_WITHIN_SECONDS)
        @Min(60)
        @Max(86_400)
        Integer usersWithinSeconds,
    @JsonPropertyDescription(
            "An address may be raised to at most this percentage of connections.maximum, so that"
                + " one address cannot fill the server.")
        @Default("" + AutoRaise.SHARE_PERCENT)
        @Min(1)
        @Max(100)
        Integer sharePercent,
    @JsonPropertyDescription(
            "This percentage of connections.maximum is kept for addresses that are not raised:"
                + " what raised addresses may hold and what others hold now is together never"
                + " raised into it.")
        @Default("" + AutoRaise.RESERVE_PERCENT)
        @Min(0)
        @Max(99)
        Integer reservePercent,
    @JsonPropertyDescription(
            "From this percentage of its limit in use on, an address may be raised before anybody"
                + " there is turned away, to at most twice of what is in use.")
        @Default("" + AutoRaise.NEAR_PERCENT)
        @Min(1)
        @Max(100)
        Integer nearPercent,
    @JsonPropertyDescription(
            "Seconds between two looks at the pods' peer reports while these differ. Pods whose"
                + " report stays the same say by themselves when it does not any more, and are"
                + " looked at every ten seconds.")
        @Default("" + AutoRaise.INTERVAL_SECONDS)
        @Min(1)
        @Max(300)
        Integer intervalSeconds,
    @JsonPropertyDescription(
            "A peer report older than this many seconds is no evidence; nothing is raised by it.")
        @Default("" + AutoRaise.STALE_SECONDS)
        @Min(1)
        @Max(3600)
        Integer staleSeconds,
    @JsonPropertyDescription(
            "A raised limit that was not needed for this many seconds is lowered by half of what it"
                + " is above its base; then again after as many seconds, down to the base.")
        @Default("" + AutoRaise.QUIET_SECONDS)
        @Min(10)
        @Max(2_592_000)
        Integer quietSeconds,
    @JsonPropertyDescription(
            "A raised limit ends, back to the base at once, when for so many seconds nobody was seen"
                + " to be logged in from there, be it that no report could be read.")
        @Default("" + AutoRaise.EXPIRE_SECONDS)
        @Min(60)
        @Max(31_536_000)
        Integer expireSeconds) {

  static final int CEILING = 500;
  static final int CONNECTIONS_PER_USER = 10;
  static final int USERS_WITHIN_SECONDS = 3600;
  static final int SHARE_PERCENT = 75;
  static final int RESERVE_PERCENT = 10;
  static final int NEAR_PERCENT = 95;
  static final int INTERVAL_SECONDS = 2;
  static final int STALE_SECONDS = 30;
  static final int QUIET_SECONDS = 3600;
  static final int EXPIRE_SECONDS = 604_800;

  static final AutoRaise DEFAULTS =
      new AutoRaise(null, null, null, null, null, null, null, null, null, null, null);

  public AutoRaise {
    mode = mode == null ? Mode.Live : mode;
    ceiling = ceiling == null ? CEILING : ceiling;
    connectionsPerUser = connectionsPerUser == null ? CONNECTIONS_PER_USER : connectionsPerUser;
    usersWithinSeconds = usersWithinSeconds == null ? USERS_WITHIN_SECONDS : usersWithinSeconds;
    sharePercent = sharePercent == null ? SHARE_PERCENT : sharePercent;
    reservePercent = reservePercent == null ? RESERVE_PERCENT : reservePercent;
    nearPercent = nearPercent == null ? NEAR_PERCENT : nearPercent;
    intervalSeconds = intervalSeconds == null ? INTERVAL_SECONDS : intervalSeconds;
    staleSeconds = staleSeconds == null ? STALE_SECONDS : staleSeconds;
    quietSeconds = quietSeconds == null ? QUIET_SECONDS : quietSeconds;
    expireSeconds = expireSeconds == null ? EXPIRE_SECONDS : expireSeconds;
  }

  /** What the operator does with what it learns. */
  public enum Mode {
    Off,
    Recommend,
    Live
  }
}
