package dev.postroom.imap.maildir.index;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts how folders are opened, by what was known of them. Safe for threads. */
public final class FolderOpenings {

  /** Where what is known of a folder comes from; each costs more than the one before. */
  public enum Source {
    /** Somebody has it open, or had it lately. */
    MEMORY,
    /** Its index, and nothing has changed since. */
    INDEX,
    /** Its index, and a listing that told what has changed since. */
    CHANGED_INDEX,
    /** A listing of all, for there was no index that could be read. */
    LISTING
  }

  private final Map<Source, LongAdder> counts =
      Arrays.stream(Source.values())
          .collect(
              Collectors.collectingAndThen(
                  Collectors.toMap(
                      Function.identity(),
                      _ -> new LongAdder(),
                      (a, b) -> a,
                      () -> new EnumMap<>(Source.class)),
                  Collections::unmodifiableMap));

  public void count(Source source) {
    counts.get(source).increment();
  }

  /** How often since the start. */
  public long of(Source source) {
    return counts.get(source).sum();
  }
}
