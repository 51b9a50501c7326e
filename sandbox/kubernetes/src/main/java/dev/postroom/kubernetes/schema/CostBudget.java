package dev.postroom.kubernetes.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the rules of a definition may cost at worst, each and all together (apiextensions {@code
 * validation.go}); a definition that may cost more is refused.
 */
final class CostBudget {

  static final double RULE = 10_000_000;
  static final double DEFINITION = 100_000_000;

  /** Below it, one digit would not show that it is too much. */
  private static final double PRECISELY = 1.5;

  /** Above it, the number says nothing any more. */
  private static final double HUGE = 100;

  private final FieldPath root;
  private final List<Cause> causes = new ArrayList<>();
  private double spent;

  /**
   * @param root where the whole schema stands in its definition
   */
  CostBudget(FieldPath root) {
    this.root = root;
  }

  /**
   * Counts what stands at {@code path} in.
   *
   * @param cost of all its evaluations for one object together
   */
  void spend(FieldPath path, double cost) {
    spent += cost;
    if (cost > RULE) {
      causes.add(tooDear(path, "estimated rule cost", cost / RULE));
    }
  }

  /** What was too dear. */
  List<Cause> causes() {
    var all = new ArrayList<>(causes);
    if (spent > DEFINITION) {
      all.add(
          tooDear(
              root,
              "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema",
              spent / DEFINITION));
    }
    return List.copyOf(all);
  }

  private static Cause tooDear(FieldPath path, String what, double factor) {
    return Cause.forbidden(
        path,
        what
            + " exceeds budget by factor of "
            + (factor < PRECISELY
                ? String.format(Locale.ROOT, "%fx", factor)
                : factor > HUGE ? "more than 100x" : String.format(Locale.ROOT, "%.1fx", factor))
            + " (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where"
            + " arrays, maps, and strings are declared)");
  }
}
