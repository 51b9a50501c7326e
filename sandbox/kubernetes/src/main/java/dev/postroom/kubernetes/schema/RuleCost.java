package dev.postroom.kubernetes.schema;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression costs at worst, in the units in which kube-apiserver counts before it takes a
 * definition (cel-go {@code checker/cost.go}, apiserver {@code cel/library/cost.go}): a step costs
 * one, ten characters of text are one step, four characters of a regular expression are one state.
 */
final class RuleCost {

  private static final double STEPS_OF_A_CHARACTER = 0.1;
  private static final double STATES_OF_A_CHARACTER = 0.25;
  private static final double LIST = 10;
  private static final double MAP = 30;

  /** Size of a value of which nothing is known; a rule that depends on it is too dear. */
  private static final double UNKNOWN = 0x1p63;

  /**
   * An expression at its worst.
   *
   * @param cost to evaluate it
   * @param size characters, elements or entries of its value
   * @param schema of its value, where it comes from the object
   */
  private record Worst(double cost, double size, Optional<Schema> schema) {

    static Worst value(double cost, double size) {
      return new Worst(cost, size, Optional.empty());
    }

    static Worst of(double cost, Schema schema) {
      return new Worst(cost, LargestSize.of(schema), Optional.of(schema));
    }

    double steps() {
      return Math.ceil(size * STEPS_OF_A_CHARACTER);
    }

    Worst at(double cost) {
      return new Worst(cost, size, schema);
    }
  }

  private final Map<String, Worst> variables = new HashMap<>();

  private RuleCost(Schema self) {
    variables.put("self", Worst.of(1, self));
    variables.put("oldSelf", Worst.of(1, self));
  }

  /**
   * The cost of one evaluation.
   *
   * @param self what the expression is about
   */
  static double of(CelAbstractSyntaxTree expression, Schema self) {
    return new RuleCost(self).worst(expression.getExpr()).cost();
  }

  private Worst worst(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> Worst.value(0, size(expression.constant()));
      case IDENT -> variables.getOrDefault(expression.ident().name(), Worst.value(1, 1));
      case SELECT ->
          expression.select().testOnly()
              ? Worst.value(0, 1)
              : field(worst(expression.select().operand()), expression.select().field());
      case CALL -> call(expression.call());
      case LIST ->
          Worst.value(
              LIST + cost(expression.list().elements()), expression.list().elements().size());
      case MAP -> Worst.value(MAP + cost(expression), expression.map().entries().size());
      case COMPREHENSION -> comprehension(expression.comprehension());
      case STRUCT, NOT_SET -> Worst.value(0, 0);
    };
  }

  private static double size(CelConstant constant) {
    return constant.getKind() == CelConstant.Kind.STRING_VALUE
        ? constant.stringValue().codePointCount(0, constant.stringValue().length())
        : 1;
  }

  private double cost(List<CelExpr> expressions) {
    return expressions.stream().mapToDouble(each -> worst(each).cost()).sum();
  }

  private double cost(CelExpr map) {
    return map.map().entries().stream()
        .mapToDouble(entry -> worst(entry.key()).cost() + worst(entry.value()).cost())
        .sum();
  }

  private static Worst field(Worst object, String name) {
    double cost = object.cost() + 1;
    return object
        .schema()
        .flatMap(schema -> property(schema, name))
        .map(schema -> Worst.of(cost, schema))
        .orElseGet(() -> Worst.value(cost, UNKNOWN));
  }

  private static Optional<Schema> property(Schema schema, String name) {
    return schema.properties().entrySet().stream()
        .filter(property -> CelNames.escape(property.getKey()).equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(schema::additionalProperties);
  }

  private Worst call(CelCall call) {
    var target = call.target().map(this::worst);
    var arguments = call.args().stream().map(this::worst).toList();
    double sum =
        target.map(Worst::cost).orElse(0.0) + arguments.stream().mapToDouble(Worst::cost).sum();
    return switch (call.function()) {
      case "_&&_", "_||_" -> Worst.value(sum, 1);
      case "_?_:_" -> conditional(arguments);
      case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" ->
          Worst.value(sum + Math.min(arguments.getFirst().steps(), arguments.getLast().steps()), 1);
      case "_[_]" -> element(arguments.getFirst(), sum + 1);
      case "_+_" -> concatenation(arguments, sum);
      case "@in" -> Worst.value(sum + arguments.getLast().size(), 1);
      case "matches", "find", "findAll" ->
          Worst.value(
              sum + regex(target.orElse(arguments.getFirst()), arguments.getLast()),
              target.orElse(arguments.getFirst()).size());
      case "contains" -> Worst.value(sum + target.get().steps() * arguments.getFirst().steps(), 1);
      case "startsWith", "endsWith" -> Worst.value(sum + arguments.getFirst().steps(), 1);
      case "lowerAscii", "upperAscii", "substring", "trim" ->
          target.get().at(sum + target.get().steps());
      case "split" ->
          Worst.value(
              sum + Math.ceil(target.get().size() * 2 * STEPS_OF_A_CHARACTER), target.get().size());
      case "isSorted", "sum", "min", "max", "indexOf", "lastIndexOf" ->
          Worst.value(sum + traversal(target.get()), 1);
      case "isIP", "isCIDR" -> Worst.value(sum + arguments.getFirst().steps(), 1);
      case "value", "orValue" -> target.get().at(sum + 1);
      case "size" -> Worst.value(sum + 1, 1);
      // Everything else takes a step, and of the length of what it gives nothing is known.
      default -> Worst.value(sum + 1, UNKNOWN);
    };
  }

  private static Worst conditional(List<Worst> arguments) {
    var either = arguments.get(1);
    var or = arguments.get(2);
    return Worst.value(
        arguments.getFirst().cost() + Math.max(either.cost(), or.cost()),
        Math.max(either.size(), or.size()));
  }

  private static Worst element(Worst container, double cost) {
    return elements(container)
        .map(schema -> Worst.of(cost, schema))
        .orElseGet(() -> Worst.value(cost, UNKNOWN));
  }

  private static Optional<Schema> elements(Worst container) {
    return container.schema().flatMap(schema -> schema.items().or(schema::additionalProperties));
  }

  private static Worst concatenation(List<Worst> arguments, double sum) {
    double size = arguments.getFirst().size() + arguments.getLast().size();
    return Worst.value(sum + Math.ceil(size * STEPS_OF_A_CHARACTER), size);
  }

  /** Not less than one step for each state, since even an empty text meets the whole of it. */
  private static double regex(Worst text, Worst expression) {
    return Math.ceil((text.size() + 1) * STEPS_OF_A_CHARACTER)
        * Math.ceil(expression.size() * STATES_OF_A_CHARACTER);
  }

  private static double traversal(Worst list) {
    return elements(list)
        .map(schema -> list.size() * (1 + Worst.of(0, schema).steps()))
        .orElseGet(list::steps);
  }

  private Worst comprehension(CelComprehension loop) {
    var range = worst(loop.iterRange());
    double start = worst(loop.accuInit()).cost();
    var outer = new HashMap<>(variables);
    variables.put(loop.accuVar(), Worst.value(1, 1));
    variables.put(loop.iterVar(), iterated(range));
    double step = worst(loop.loopCondition()).cost() + worst(loop.loopStep()).cost();
    double result = worst(loop.result()).cost();
    variables.clear();
    variables.putAll(outer);
    return Worst.value(range.cost() + start + range.size() * step + result, range.size());
  }

  /** Over a list go its elements; over a map its keys, of which no length is counted. */
  private static Worst iterated(Worst range) {
    return range
        .schema()
        .map(schema -> schema.items().map(items -> Worst.of(1, items)).orElse(Worst.value(1, 0)))
        .orElseGet(() -> Worst.value(1, UNKNOWN));
  }
}
