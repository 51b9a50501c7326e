package dev.postroom.contract.access;

import dev.postroom.contract.Location;

/**
 * One rule of the access map.
 *
 * @param key whom it is about
 * @param action what it does
 * @param comment for people, above the rule when it is written; may be empty or have several lines
 * @param location where it was read, or what it was made from
 */
public record AccessRecord(AccessKey key, AccessAction action, String comment, Location location) {

  /** A record without a comment. */
  public AccessRecord(AccessKey key, AccessAction action, Location location) {
    this(key, action, "", location);
  }
}
