package dev.postroom.kubernetes.schema;

import com.google.re2j.Pattern;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiled patterns of schemas. The API server is written in Go, so the dialect is RE2: linear
 * time, no look-around, unanchored.
 */
final class Patterns {

  /** Patterns kept compiled; beyond it they are compiled again for every use. */
  private static final int MAXIMUM_KEPT = 1_000;

  private static final ConcurrentHashMap<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private Patterns() {}

  /**
   * True if {@code pattern} matches somewhere in {@code text}.
   *
   * @throws com.google.re2j.PatternSyntaxException if the pattern is no RE2 expression
   */
  static boolean find(String pattern, String text) {
    return compile(pattern).matcher(text).find();
  }

  static Pattern compile(String pattern) {
    return COMPILED.size() < MAXIMUM_KEPT
        ? COMPILED.computeIfAbsent(pattern, Pattern::compile)
        : Pattern.compile(pattern);
  }
}
