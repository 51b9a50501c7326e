package dev.postroom.bench;

/** What the table says of something that went wrong. */
final class Failure {

  private Failure() {}

  /** The first line of what it says of itself. */
  static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.toString()
        : message.lines().findFirst().orElseThrow();
  }
}
