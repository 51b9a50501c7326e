package dev.postroom.bench.report;

import java.util.Arrays;
import java.util.List;

/** What several rounds of one measurement gave. */
public final class Sample {

  private final double[] sorted;

  private Sample(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * @param values at least one
   * @throws IllegalArgumentException when there is none, or one is no finite number
   */
  public static Sample of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("a sample needs a value");
    }
    if (!Arrays.stream(sorted).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("not all finite: " + values);
    }
    return new Sample(sorted);
  }

  /** The middle one; of an even number the mean of the two in the middle. */
  public double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * Half the distance between the smallest and the largest value, as a part of the median; 0 for
   * one value. With the three to seven rounds there are here, quartiles would say less.
   */
  public double spread() {
    double range = sorted[sorted.length - 1] - sorted[0];
    return range == 0 ? 0 : range / 2 / Math.abs(median());
  }

  /** How many rounds. */
  public int size() {
    return sorted.length;
  }
}
