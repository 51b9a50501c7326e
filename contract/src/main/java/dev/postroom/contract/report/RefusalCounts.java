package dev.postroom.contract.report;

/**
 * How many connections were turned away, by the rule that did it.
 *
 * @param denied by a record of the access map
 * @param addressFull because the address held as many as it may
 * @param classCFull because its 256 neighbours held as many as -maxperc allows
 * @param serverFull because the server held MAXDAEMONS
 * @param addressUnauthenticated because too many of the address had not logged in
 * @param serverUnauthenticated because too many of the server had not logged in
 */
public record RefusalCounts(
    long denied,
    long addressFull,
    long classCFull,
    long serverFull,
    long addressUnauthenticated,
    long serverUnauthenticated) {

  /** Nobody was turned away. */
  public static final RefusalCounts NONE = new RefusalCounts(0, 0, 0, 0, 0, 0);

  /** The rules that turn connections away. */
  public enum Cause {
    DENIED,
    ADDRESS_FULL,
    CLASS_C_FULL,
    SERVER_FULL,
    ADDRESS_UNAUTHENTICATED,
    SERVER_UNAUTHENTICATED
  }

  /** With one more for this cause. */
  public RefusalCounts and(Cause cause) {
    return new RefusalCounts(
        denied + one(cause == Cause.DENIED),
        addressFull + one(cause == Cause.ADDRESS_FULL),
        classCFull + one(cause == Cause.CLASS_C_FULL),
        serverFull + one(cause == Cause.SERVER_FULL),
        addressUnauthenticated + one(cause == Cause.ADDRESS_UNAUTHENTICATED),
        serverUnauthenticated + one(cause == Cause.SERVER_UNAUTHENTICATED));
  }

  private static int one(boolean counts) {
    return counts ? 1 : 0;
  }
}
