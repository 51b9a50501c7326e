package dev.postroom.imap.courier;

import java.util.List;

/** One response of a server. */
sealed interface Response {

  /** A request to go on. */
  record Continuation(String text) implements Response {}

  /**
   * A status response, tagged or not.
   *
   * @param tag {@code *} where it has none
   * @param code the response code without its brackets; empty where there is none
   * @param text what is there for people to read
   */
  record Status(String tag, String condition, String code, String text) implements Response {
    boolean tagged() {
      return !tag.equals("*");
    }
  }

  /** Untagged data. */
  record Data(List<Token> tokens) implements Response {
    public Data {
      tokens = List.copyOf(tokens);
    }
  }
}
