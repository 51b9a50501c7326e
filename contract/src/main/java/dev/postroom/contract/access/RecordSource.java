package dev.postroom.contract.access;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who says a record. A line {@code ##POSTROOM: raised} in the access map makes the records behind
 * it those of this source, up to the next such line or the end of the file; before the first one
 * they are the site's. To a stock Courier these lines are comments.
 */
public enum RecordSource {
  /** The site, by hand. */
  SITE("site"),
  /** The operator, for a tenant's network. Nothing but {@code allow,MAXCPERIP=n} for networks. */
  TENANT("tenants"),
  /** The operator, for an address whose limit it raised. The same. */
  RAISED("raised");

  /** How a line begins that names the source of what follows. */
  static final String MARKER = "##POSTROOM:";

  private final String text;

  RecordSource(String text) {
    this.text = text;
  }

  /** The source that the text behind a marker names. */
  static Optional<RecordSource> named(String text) {
    return Stream.of(values()).filter(source -> source.text.equals(text.strip())).findFirst();
  }

  /** The line that begins the records of this source, without its end. */
  String marker() {
    return MARKER + " " + text;
  }
}
