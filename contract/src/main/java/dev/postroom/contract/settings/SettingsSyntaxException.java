package dev.postroom.contract.settings;

import dev.postroom.contract.Location;
import dev.postroom.contract.MalformedFileException;

/** A settings file says something that only a shell could carry out, or that is not a setting. */
public final class SettingsSyntaxException extends MalformedFileException {

  SettingsSyntaxException(Location location, String explanation) {
    super(location, explanation);
  }
}
