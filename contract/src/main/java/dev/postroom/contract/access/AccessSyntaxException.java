package dev.postroom.contract.access;

import dev.postroom.contract.Location;
import dev.postroom.contract.MalformedFileException;

/** An access map that Courier's {@code makeimapaccess} would not build, or that is too large. */
public final class AccessSyntaxException extends MalformedFileException {

  AccessSyntaxException(Location location, String explanation) {
    super(location, explanation);
  }
}
