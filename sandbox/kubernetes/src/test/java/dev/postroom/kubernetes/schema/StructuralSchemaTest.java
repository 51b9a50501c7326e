package dev.postroom.kubernetes.schema;

import static dev.postroom.kubernetes.schema.Letterbox.withSpec;
import static dev.postroom.kubernetes.schema.Letterbox.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuralSchemaTest {

  private static final StructuralSchema SCHEMA = Letterbox.schema();

  @Test
  void fillsDefaultsInsideObjectsThatExist() {
    var box = withSpec("{address: {street: Elm}, tenants: [{name: a}], colour: null}");

    SCHEMA.applyDefaults(box);

    assertThat(box.get("spec"))
        .isEqualTo(
            yaml(
                "{address: {street: Elm}, tenants: [{name: a, floor: 0}], colour: yellow, slots: 1}"));
  }

  @Test
  void dropsAndNamesWhatItDoesNotDescribe() {
    var box =
        withSpec(
            "{address: {street: Elm, strete: x}, tenants: [{name: a}, {name: b, lmit: 1}],"
                + " labels: {any: thing}, extra: {kept: {too: 1}, known: {a: x, b: y}}, oops: 1}");
    box.withObjectProperty("metadata").put("nmae", "typo");

    assertThat(SCHEMA.prune(box))
        .containsExactly(
            "metadata.nmae",
            "spec.address.strete",
            "spec.tenants[1].lmit",
            "spec.extra.known.b",
            "spec.oops");
    assertThat(box)
        .isEqualTo(
            withSpec(
                "{address: {street: Elm}, tenants: [{name: a}, {name: b}], labels: {any: thing},"
                    + " extra: {kept: {too: 1}, known: {a: x}}}"));
  }

  @Test
  void evaluatesSoManyRulesForOneObjectAndNoMore() {
    var schema =
        StructuralSchema.compile(
            yaml(
                """
                type: object
                properties:
                  spec: {type: object, properties: {sizes: {type: array, items:
                    {type: integer, x-kubernetes-validations: [{rule: self > 0}]}}}}
                """),
            FieldPath.ROOT);
    var box = withSpec("{}");
    var sizes = box.withArray("/spec/sizes");
    for (int i = 0; i < ValidationRules.MAXIMUM_EVALUATIONS; i++) {
      sizes.add(1);
    }
    assertThat(schema.validate(box, Optional.empty())).isEmpty();

    sizes.add(1).add(1);

    assertThat(schema.validate(box, Optional.empty()))
        .extracting(Cause::toString)
        .containsExactly(
            "spec.sizes[10000]: Forbidden: validation failed due to running out of cost budget, no"
                + " further validation rules will be run: those of one object may be evaluated"
                + " 10000 times and take 10 s, give its lists maxItems");
  }

  @Test
  void evaluatesRulesForSoLongAndNoLonger() {
    var rules =
        ValidationRules.compile(
            Schema.of(
                yaml(
                    "{type: array, items: {type: integer, x-kubernetes-validations: [{rule: self"
                        + " > 9}]}}")),
            FieldPath.ROOT);
    var clock = new AtomicLong();
    var four = yaml("{a: [1, 2, 3, 4]}").get("a");

    var causes =
        rules.check(
            four,
            Optional.empty(),
            () -> clock.getAndAdd(ValidationRules.MAXIMUM_TIME.toNanos() / 2));

    assertThat(causes)
        .extracting(Cause::field)
        .as("two are evaluated, the third comes too late, of the fourth nothing is said")
        .containsExactly("[0]", "[1]", "[2]");
    assertThat(causes.getLast().message()).contains("running out of cost budget");
  }

  @Test
  void acceptsAnObjectWithinItsBounds() {
    assertThat(
            problems(
                withSpec(
                    "{colour: red, slots: 2, serial: AB1, address: {street: Elm, number: 7b,"
                        + " networks: [10.0.0.0/8, '2001:db8::/32']}, tenants: [{name: a, limit: 5}]}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {address: {street: E}, slots: 0}          | spec.slots: Invalid value: 0: spec.slots in body should be greater than or equal to 1
          {address: {street: E}, slots: 13}         | spec.slots: Invalid value: 13: spec.slots in body should be less than or equal to 12
          {address: {street: ''}}                   | spec.address.street: Invalid value: "": spec.address.street in body should be at least 1 chars long
          {address: {street: E}, serial: abc}       | spec.serial: Invalid value: "abc": spec.serial in body should match '^[A-Z0-9]+$'
          {address: {street: E, networks: [10/8]}}  | spec.address.networks[0]: Invalid value: "10/8": spec.address.networks[0] in body must be of type cidr: "10/8"
          {address: {street: E, networks: [10.0.0.0/8, 10.0.0.0/8]}} | spec.address.networks[1]: Duplicate value: "10.0.0.0/8"
          {address: {street: E}, tenants: [{name: a}, {name: a}]}    | spec.tenants[1]: Duplicate value: {"name":"a"}
          {address: {street: E}, colour: red, slots: 3} | spec: Invalid value: "object": a red box has at most two slots
          {address: {street: E}, tenants: [{name: b, limit: 7}]} | spec.tenants[0]: Invalid value: "object": limit of b is no multiple of five
          """)
  void saysWhatIsWrongInTheWordsOfTheApiServer(String spec, String message) {
    assertThat(problems(withSpec(spec))).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {address: {street: E}, slots: many}       | spec.slots: Invalid value: "string": spec.slots in body must be of type integer: "string"
          {address: {street: E}, colour: green}     | spec.colour: Unsupported value: "green": supported values: "yellow", "red", "blue"
          {address: {}}                             | spec.address.street: Required value
          {address: {street: E}, serial: ABCDEFGHI} | spec.serial: Too long: may not be more than 8 bytes
          {address: {street: E, number: true}}      | spec.address.number: Invalid value: "boolean": spec.address.number in body must be of type integer,string: "boolean"
          {address: {street: E}, tenants: [{limit: 5}]}              | spec.tenants[0].name: Required value
          {address: {street: E}, labels: {a: 1}}    | spec.labels.a: Invalid value: "integer": spec.labels.a in body must be of type string: "integer"
          """)
  void saysThatRulesWereNotAskedWhereTheyCouldNotBe(String spec, String message) {
    assertThat(problems(withSpec(spec)))
        .containsExactly(
            message,
            "<nil>: Invalid value: null: some validation rules were not checked because the object"
                + " was invalid; correct the existing errors to complete validation");
  }

  @Test
  void evaluatesTransitionRulesOnlyAgainstAnOldValue() {
    var without = withSpec("{address: {street: Elm}}");
    var first = withSpec("{address: {street: Elm}, serial: A1}");
    var second = withSpec("{address: {street: Elm}, serial: A2}");

    assertThat(problems(first)).isEmpty();
    assertThat(problems(first, without)).isEmpty();
    assertThat(problems(second, first))
        .containsExactly("spec.serial: Forbidden: serial is immutable");
  }

  @Test
  void refusesADefinitionWhoseRuleNamesAnUnknownField() {
    var schema = (ObjectNode) Letterbox.openApiSchema();
    schema
        .withObject("/properties/spec")
        .putArray("x-kubernetes-validations")
        .addObject()
        .put("rule", "self.slost > 1");

    assertThatThrownBy(() -> StructuralSchema.compile(schema, new FieldPath("spec.validation")))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(
            "spec.validation.properties[spec].x-kubernetes-validations[0].rule: Invalid value:"
                + " \"self.slost > 1\": compilation failed")
        .hasMessageContaining("undefined field 'slost'");
  }

  @Test
  void refusesADefinitionThatCallsAFunctionItDoesNotHave() {
    assertThatThrownBy(
            () ->
                compile(
                    "{type: string, x-kubernetes-validations: [{rule: \"quantity(self).isInteger()\"}]}"))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("undeclared reference to 'isInteger'");
  }

  @Test
  void refusesASchemaThatIsNotStructural() {
    assertThatThrownBy(() -> compile("{properties: {b: {type: string}}}"))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessage(
            "schema.properties[a].type: Required value: must not be empty for specified object fields");
    assertThatThrownBy(() -> compile("{type: integer, minimum: 1, default: 0}"))
        .hasMessageContaining("schema.properties[a].default: Invalid value: 0");
    assertThatThrownBy(
            () ->
                compile(
                    "{type: array, items: {type: object, properties: {k: {type: string}}},"
                        + " x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k]}"))
        .hasMessageContaining("it must have a default or be a required property");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {type: array, items: {type: integer}} | [1, 2, 2] | self.isSorted() && self.sum() == 5 && self.max() == 2 && self.indexOf(2) == 1
          {type: string}                        | a-b-c     | self.split('-').size() == 3 && self.matches('b-') && self.find('[bc]') == 'b'
          {type: string}                        | ABC       | self.lowerAscii() == 'abc' && self.startsWith('A') && size(self) == 3
          {type: string}                        | 10.0.0.1  | isIP(self) && !isCIDR(self)
          {type: string}                        | 1.5Gi     | isQuantity(self) && !isQuantity('much') && quantity(self).isGreaterThan(quantity('1500M')) && quantity(self).compareTo(quantity('1536Mi')) == 0 && !quantity(self).isLessThan(quantity('1'))
          {type: string, format: date-time}     | '2026-11-22T00:00:00Z' | self.getFullYear() == 2026
          {type: string, format: duration}      | 90m       | self > duration('1h')
          {type: number}                        | 2         | self > 1 && self < 2.5
          {x-kubernetes-int-or-string: true, type: string} | x | type(self) == string
          {type: object, additionalProperties: {type: integer}} | {x: 3, y: 4} | self.all(k, self[k] > 2) && 'x' in self
          {type: array, maxItems: 9, items: {type: string, maxLength: 9}} | [x, yy]   | self.exists_one(s, s.size() == 2) && self.map(s, s + '!').exists(s, s == 'x!')
          {type: object, properties: {if: {type: string}, a-b: {type: string}}} | {if: y, a-b: z} | self.__if__ == 'y' && self.a__dash__b == 'z'
          {type: object, properties: {o: {type: string}}} | {} | self.?o.orValue('none') == 'none' && !has(self.o)
          """)
  void evaluatesTheFunctionsThatDefinitionsUse(String schema, String value, String rule) {
    var node = yaml("{value: " + schema + "}").withObjectProperty("value");
    node.putArray("x-kubernetes-validations").addObject().put("rule", rule);
    var root = yaml("{type: object}");
    root.withObjectProperty("properties").set("a", node);
    var compiled = StructuralSchema.compile(root, new FieldPath("schema"));

    assertThat(compiled.validate(yaml("{metadata: {name: x}, a: " + value + "}"), Optional.empty()))
        .isEmpty();
    node.putArray("x-kubernetes-validations").addObject().put("rule", "!(" + rule + ")");
    assertThat(
            StructuralSchema.compile(root, new FieldPath("schema"))
                .validate(yaml("{metadata: {name: x}, a: " + value + "}"), Optional.empty()))
        .hasSize(1);
  }

  @Test
  void ruleThatLoopsTooLongFailsInsteadOfHoldingTheServer() {
    var schema =
        compile(
            "{type: array, maxItems: 100, items: {type: integer}, x-kubernetes-validations: [{rule:"
                + " \"self.all(x, self.all(y, self.all(z, x + y + z >= 0)))\"}]}");
    var object = yaml("{metadata: {name: x}}");
    var list = object.putArray("a");
    for (int i = 0; i < 100; i++) {
      list.add(i);
    }

    assertThat(schema.validate(object, Optional.empty()))
        .singleElement()
        .asString()
        .contains("evaluating rule");
  }

  @Test
  void mergesAsItsExtensionsSay() {
    var spec = SCHEMA.shape().child("spec");

    assertThat(spec.child("tenants").keys()).containsExactly("name");
    assertThat(spec.child("address").child("networks")).isInstanceOf(TypeShape.SetList.class);
    assertThat(spec.child("labels")).isEqualTo(new TypeShape.MapOf(TypeShape.SCALAR, false));
    assertThat(SCHEMA.shape().child("metadata").child("ownerReferences").keys())
        .containsExactly("uid");
  }

  private static StructuralSchema compile(String schemaOfA) {
    return StructuralSchema.compile(
        yaml("{type: object, properties: {a: " + schemaOfA + "}}"), new FieldPath("schema"));
  }

  private static List<String> problems(ObjectNode box) {
    return problems(box, Optional.empty());
  }

  private static List<String> problems(ObjectNode box, ObjectNode old) {
    return problems(box, Optional.of(old));
  }

  private static List<String> problems(ObjectNode box, Optional<ObjectNode> old) {
    SCHEMA.applyDefaults(box);
    return SCHEMA.validate(box, old).stream().map(Cause::toString).toList();
  }
}
