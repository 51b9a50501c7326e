package dev.postroom.imap.courier;

import java.util.List;

/** A piece of a response: what the grammar of RFC 3501 section 9 builds all data from. */
sealed interface Token {

  /** Anything that is neither string nor list: a number, NIL, a flag, a name of an item. */
  record Atom(String text) implements Token {}

  /** A string, whether it came quoted or as a literal; one character stands for one octet. */
  record Text(String octets) implements Token {}

  /** A parenthesised list. */
  record Sequence(List<Token> tokens) implements Token {
    public Sequence {
      tokens = List.copyOf(tokens);
    }
  }
}
