package dev.postroom.imap.auth.authlib;

import dev.postroom.contract.Location;
import dev.postroom.contract.MalformedFileException;

/** A file of authlib that cannot be honoured as a whole. Its message tells no value. */
public final class AuthlibSyntaxException extends MalformedFileException {

  public AuthlibSyntaxException(Location location, String explanation) {
    super(location, explanation);
  }
}
