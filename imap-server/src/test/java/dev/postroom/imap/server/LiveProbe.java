package dev.postroom.imap.server;

/**
 * Shows from outside that a variable takes effect.
 *
 * @param variable by its name in the catalogue
 * @param given further lines of the file that it makes sense with, set all the time
 * @param change the line that gives it another value
 * @param look what a client, or whoever looks at the Maildir, gets to see
 * @param before what is seen without the change
 * @param after what is seen with it
 */
record LiveProbe(
    String variable, String given, String change, Look look, String before, String after) {

  /** Looks at a server; asked time and again until what is seen is what is expected. */
  @FunctionalInterface
  interface Look {
    String at(LiveServer server) throws Exception;
  }

  LiveProbe(String variable, String change, Look look, String before, String after) {
    this(variable, "", change, look, before, after);
  }

  LiveProbe given(String lines) {
    return new LiveProbe(variable, lines, change, look, before, after);
  }

  @Override
  public String toString() {
    return variable;
  }
}
