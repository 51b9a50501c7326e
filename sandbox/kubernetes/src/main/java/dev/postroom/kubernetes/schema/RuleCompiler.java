package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles the rules of one schema. A rule that does not compile is a cause, its path being where
 * the rule stands in the definition.
 */
final class RuleCompiler {

  /** Steps all loops of one evaluation may take together. */
  static final int MAXIMUM_ITERATIONS = 100_000;

  /** Code points of one rule. */
  static final int MAXIMUM_RULE_LENGTH = 10_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableRegexPartialMatch(true)
          .enableTimestampEpoch(true)
          .comprehensionMaxIterations(MAXIMUM_ITERATIONS)
          .maxExpressionCodePointSize(MAXIMUM_RULE_LENGTH)
          .build();

  private final CelTypes types = new CelTypes();
  private final List<Cause> causes = new ArrayList<>();
  private final CostBudget budget;

  /**
   * @param root where the whole schema stands in its definition
   */
  RuleCompiler(FieldPath root) {
    budget = new CostBudget(root);
  }

  /**
   * The rules that stand at this node of the schema.
   *
   * @param times how many values of one object this schema may have, at most
   */
  List<ValidationRule> compile(
      Schema schema, FieldPath valuePath, FieldPath schemaPath, double times) {
    var declarations = schema.json().path("x-kubernetes-validations");
    if (declarations.isEmpty()) {
      return List.of();
    }
    var self = types.of(schema, valuePath);
    var rules = new ArrayList<ValidationRule>();
    var environments = new HashMap<CelType, Cel>();
    for (int i = 0; i < declarations.size(); i++) {
      var path = schemaPath.child("x-kubernetes-validations").index(i);
      if (self.isEmpty()) {
        causes.add(
            Cause.forbidden(path, "rules need a type: say \"type\" in the schema beside them"));
      } else {
        compile(declarations.get(i), self.get(), environments, schema, path, times)
            .ifPresent(rules::add);
      }
    }
    return List.copyOf(rules);
  }

  /** Why rules were refused, in the order they were compiled; too dear in sum comes last. */
  List<Cause> causes() {
    var all = new ArrayList<>(causes);
    all.addAll(budget.causes());
    return List.copyOf(all);
  }

  private Optional<ValidationRule> compile(
      JsonNode declaration,
      CelType self,
      Map<CelType, Cel> environments,
      Schema schema,
      FieldPath path,
      double times) {
    var fieldPath = declaration.path("fieldPath").asText();
    if (!fieldPath.isEmpty() && !RuleFieldPath.leadsSomewhere(schema, fieldPath)) {
      causes.add(
          Cause.invalid(
              path.child("fieldPath"),
              fieldPath,
              "fieldPath must be a valid path: it does not refer to a field of the schema"));
      return Optional.empty();
    }
    boolean optional = declaration.path("optionalOldSelf").asBoolean();
    // To make one costs more than to compile a rule, and a node has several rules.
    var cel =
        environments.computeIfAbsent(
            optional ? OptionalType.create(self) : self, old -> environment(self, old));
    try {
      var ast = compile(cel, SimpleType.BOOL, declaration, "rule", path);
      budget.spend(path.child("rule"), RuleCost.of(ast, schema) * times);
      var message = Optional.<Program>empty();
      if (declaration.has("messageExpression")) {
        var words = compile(cel, SimpleType.STRING, declaration, "messageExpression", path);
        budget.spend(path.child("messageExpression"), RuleCost.of(words, schema));
        message = Optional.of(program(cel, words));
      }
      return Optional.of(
          new ValidationRule(declaration, program(cel, ast), message, refersToOldSelf(ast)));
    } catch (Refused e) {
      causes.add(e.cause);
      return Optional.empty();
    }
  }

  private Cel environment(CelType self, CelType oldSelf) {
    var library = new CelLibrary();
    var quantities = new CelQuantities();
    var optionals = CelExtensions.optional();
    var strings = CelExtensions.strings();
    var sets = CelExtensions.sets(OPTIONS);
    return CelFactory.standardCelBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .setTypeProvider(types)
        .addCompilerLibraries(library, quantities, optionals, strings, sets)
        .addRuntimeLibraries(library, quantities, optionals, strings, sets)
        .addVar("self", self)
        .addVar("oldSelf", oldSelf)
        .build();
  }

  private static CelAbstractSyntaxTree compile(
      Cel cel, CelType result, JsonNode declaration, String field, FieldPath path) throws Refused {
    var text = declaration.path(field).asText();
    try {
      var ast = cel.compile(text).getAst();
      if (!ast.getResultType().equals(result) && !ast.getResultType().equals(SimpleType.DYN)) {
        throw new Refused(
            Cause.invalid(path.child(field), text, "must evaluate to a " + result.name()));
      }
      return ast;
    } catch (CelValidationException e) {
      throw new Refused(
          Cause.invalid(path.child(field), text, "compilation failed: " + e.getMessage()));
    }
  }

  private static Program program(Cel cel, CelAbstractSyntaxTree ast) {
    try {
      return cel.createProgram(ast);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a checked CEL expression was refused at run time", e);
    }
  }

  private static boolean refersToOldSelf(CelAbstractSyntaxTree ast) {
    return ast.getReferenceMap().values().stream()
        .anyMatch(reference -> reference.name().equals("oldSelf"));
  }

  /** An expression that does not compile. */
  private static final class Refused extends Exception {
    private final Cause cause;

    Refused(Cause cause) {
      super(cause.toString());
      this.cause = cause;
    }
  }
}
