package dev.postroom.imap.auth.userdb;

import dev.postroom.contract.Location;
import dev.postroom.contract.MalformedFileException;

/** A userdb that cannot be honoured as a whole. */
public final class UserdbSyntaxException extends MalformedFileException {

  UserdbSyntaxException(Location location, String explanation) {
    super(location, explanation);
  }
}
