package dev.postroom.bench.report;

/** What a row counts, and whether more of it is better. */
public enum Unit {
  PER_SECOND("1/s", true),
  MEGABYTES_PER_SECOND("MB/s", true),
  MILLISECONDS("ms", false),
  KIBIBYTES("KiB", false),
  MEBIBYTES("MiB", false);

  private final String symbol;
  private final boolean moreIsBetter;

  Unit(String symbol, boolean moreIsBetter) {
    this.symbol = symbol;
    this.moreIsBetter = moreIsBetter;
  }

  public String symbol() {
    return symbol;
  }

  /**
   * How many times better {@code ours} is than {@code theirs}: 2 is twice as good, 0.5 half as
   * good, 1 level. Not finite when the worse of the two is zero.
   */
  public double advantage(double ours, double theirs) {
    return moreIsBetter ? ours / theirs : theirs / ours;
  }
}
