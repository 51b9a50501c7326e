package dev.postroom.bench.report;

/** What is known of one server in one row. */
public sealed interface Cell {

  /** It was measured. */
  record Measured(Sample sample) implements Cell {}

  /**
   * It could not be measured.
   *
   * @param why one sentence for the reader of the table
   */
  record Failed(String why) implements Cell {}

  /** It was not asked for. */
  record Absent() implements Cell {}
}
