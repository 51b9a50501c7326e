package dev.postroom.kubernetes.schema;

import static dev.postroom.kubernetes.schema.Letterbox.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What rules cost. The figures are those that upstream's own tests expect ({@code
 * TestCostEstimation} of apiextensions-apiserver), which hold since 1.25 and are never to change.
 */
class RuleCostTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {type: array, items: {type: number}}                | self.all(x, true)       | 4718591
          {type: array, maxItems: 10, items: {type: number}}  | self.all(x, true)       | 32
          {type: array, items: {type: string}}                | self.all(x, true)       | 3145727
          {type: array, items: {type: boolean}}               | self.all(x, true)       | 1887437
          {type: array, maxItems: 10, items: {type: number}}  | self.all(x, self.all(y, true)) | 352
          {type: array, maxItems: 10, items: {type: number}}  | self.all(x, self.all(y, self.all(z, true))) | 3552
          {type: object, additionalProperties: {type: number}} | self.all(x, true)      | 1348169
          {type: object, additionalProperties: {type: string}} | self.all(x, true)      | 1179647
          {type: object, maxProperties: 3, additionalProperties: {type: string}} | self.all(x, true) | 11
          {type: object, additionalProperties: {type: string}} | has(self.x)            | 0
          {type: object, maxProperties: 10, additionalProperties: {type: string, maxLength: 10}} | self.all(x, x.contains(self[x])) | 72
          {type: string}                                      | self.contains('test')   | 314574
          {type: string, maxLength: 10}                       | self.contains('test')   | 5
          {type: string}                                      | self.startsWith('test') | 2
          {type: string}                                      | size(self + 'hello') > size('hello') | 314578
          {type: string, maxLength: 4}                        | size(self + 'hello') > size('hello') | 7
          {type: array, items: {type: number}}                | self[1] == 0.0          | 2
          {type: array, items: {type: string}}                | self[1] == self[1]      | 314577
          {type: string}                                      | self.matches('x')       | 314574
          {type: string, maxLength: 50}                       | self.matches('x')       | 22
          {type: string}                                      | ''.matches('(((((((((())))))))))[0-9]') | 7
          {type: string}                                      | self.matches('')        | 1
          {type: string, maxLength: 0}                        | self == 'x'             | 1
          {type: string}                                      | self == 'x'             | 2
          {type: object, additionalProperties: {type: integer}} | oldSelf.size() == self.size() | 5
          {type: object, additionalProperties: {type: string, format: duration}} | self['c'] == self['d'] | 8
          {type: string, enum: [A, B, LongValue]}             | self.contains('A')      | 2
          {type: string, maxLength: 10}                       | self.lowerAscii() == 'lower!' | 6
          """)
  void costsWhatUpstreamCounts(String schema, String rule, double cost)
      throws CelValidationException {
    assertThat(cost(schema, rule)).isEqualTo(cost);
  }

  @Test
  void aRuleThatMayCostTooMuchIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> compile(256, 64, 203))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessage(
            "schema.properties[spec].items.x-kubernetes-validations[0].rule: Forbidden: estimated"
                + " rule cost exceeds budget by factor of 1.5x (try simplifying the rule, or"
                + " adding maxItems, maxProperties, and maxLength where arrays, maps, and strings"
                + " are declared)");
    assertThatCode(() -> compile(256, 32, 203)).doesNotThrowAnyException();
  }

  /** 256 times some networks of 43 characters, each held against an expression of some length. */
  private static void compile(int tenants, int networks, int expression) {
    StructuralSchema.compile(
        yaml(
            """
            type: object
            properties:
              spec:
                type: array
                maxItems: %d
                items:
                  type: object
                  properties:
                    networks: {type: array, maxItems: %d, items: {type: string, maxLength: 43}}
                  x-kubernetes-validations: [{rule: "self.networks.all(n, n.matches('%s'))"}]
            """
                .formatted(tenants, networks, "x".repeat(expression))),
        new FieldPath("schema"));
  }

  @Test
  void rulesThatCostTooMuchTogetherAreRefused() {
    var rule = "{rule: \"self.all(x, self.all(y, self[x] == self[y]))\"},";
    assertThatThrownBy(
            () ->
                StructuralSchema.compile(
                    yaml(
                        "{type: object, properties: {spec: {type: object, maxProperties: 1000,"
                            + " additionalProperties: {type: integer}, x-kubernetes-validations: ["
                            + rule.repeat(12)
                            + "]}}}"),
                    new FieldPath("schema")))
        .hasMessageContaining(
            "schema: Forbidden: x-kubernetes-validations estimated rule cost total");
  }

  private static double cost(String schema, String rule) throws CelValidationException {
    var self = Schema.of(yaml(schema));
    var type = new CelTypes().of(self, FieldPath.ROOT).orElseThrow();
    var cel =
        CelFactory.standardCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.strings())
            .addVar("self", type)
            .addVar("oldSelf", type)
            .build();
    return RuleCost.of(cel.compile(rule).getAst(), self);
  }
}
