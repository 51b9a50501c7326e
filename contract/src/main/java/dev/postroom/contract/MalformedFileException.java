package dev.postroom.contract;

/**
 * A file was refused as a whole, because acting on a part of it could mean something else than what
 * its author wrote. The message begins with {@code file:line}; {@link #explanation()} leaves that
 * out for readers that show the location themselves.
 */
public abstract class MalformedFileException extends RuntimeException {

  private final Location location;
  private final String explanation;

  protected MalformedFileException(Location location, String explanation) {
    super(location + ": " + Excerpt.of(explanation));
    this.location = location;
    this.explanation = Excerpt.of(explanation);
  }

  /** The first place that cannot be honoured. */
  public Location location() {
    return location;
  }

  /** What is wrong there and what to do about it. */
  public String explanation() {
    return explanation;
  }
}
