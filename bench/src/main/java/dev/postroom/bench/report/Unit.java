package dev.postroom.bench.report;

/** What a row counts, and which way is better. */
public enum Unit {
  PER_SECOND("1/s", Better.MORE),
  MEGABYTES_PER_SECOND("MB/s", Better.MORE),
  MILLISECONDS("ms", Better.LESS),
  KIBIBYTES("KiB", Better.LESS),
  MEBIBYTES("MiB", Better.LESS),
  CALLS("calls", Better.NEITHER);

  private enum Better {
    MORE,
    LESS,
    NEITHER
  }

  private final String symbol;
  private final Better better;

  Unit(String symbol, Better better) {
    this.symbol = symbol;
    this.better = better;
  }

  public String symbol() {
    return symbol;
  }

  /**
   * How many times better {@code ours} is than {@code theirs}: 2 is twice as good, 0.5 half as
   * good, 1 level. Not finite when there is no better, or when the worse of the two is zero.
   */
  public double advantage(double ours, double theirs) {
    return switch (better) {
      case MORE -> ours / theirs;
      case LESS -> theirs / ours;
      case NEITHER -> Double.NaN;
    };
  }
}
