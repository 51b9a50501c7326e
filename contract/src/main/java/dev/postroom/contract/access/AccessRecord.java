package dev.postroom.contract.access;

import dev.postroom.contract.Location;

/**
 * One rule of the access map.
 *
 * @param key whom it is about
 * @param action what it does
 * @param comment for people, above the rule when it is written; may be empty or have several lines
 * @param location where it was read, or what it was made from
 * @param source who says it
 */
public record AccessRecord(
    AccessKey key, AccessAction action, String comment, Location location, RecordSource source) {

  /**
   * @throws AccessSyntaxException when it is not the site's, and says more than a limit for a
   *     network
   */
  public AccessRecord {
    boolean limitsANetwork =
        key instanceof Network
            && action instanceof AccessAction.Allow allow
            && allow.maxPerAddress().isPresent()
            && allow.settings().size() == 1;
    if (source != RecordSource.SITE && !limitsANetwork) {
      throw new AccessSyntaxException(
          location,
          "behind '%s' a record can only say allow,MAXCPERIP=n of a network; write it in front, or behind '%s'"
              .formatted(source.marker(), RecordSource.SITE.marker()));
    }
  }

  /** A record of the site. */
  public AccessRecord(AccessKey key, AccessAction action, String comment, Location location) {
    this(key, action, comment, location, RecordSource.SITE);
  }

  /** A record of the site, without a comment. */
  public AccessRecord(AccessKey key, AccessAction action, Location location) {
    this(key, action, "", location);
  }
}
