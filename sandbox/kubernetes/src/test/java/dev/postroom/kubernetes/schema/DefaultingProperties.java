package dev.postroom.kubernetes.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Defaulting and pruning of whatever a client may send as a Letterbox. */
class DefaultingProperties {

  private static final StructuralSchema SCHEMA = Letterbox.schema();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property(tries = 300)
  void fillingInDefaultsTwiceChangesNothing(@ForAll("boxes") ObjectNode box) {
    SCHEMA.applyDefaults(box);
    var once = box.deepCopy();

    SCHEMA.applyDefaults(box);

    assertThat((JsonNode) box).isEqualTo(once);
  }

  @Property(tries = 300)
  void pruningTwiceFindsNothingMore(@ForAll("boxes") ObjectNode box) {
    SCHEMA.prune(box);
    var once = box.deepCopy();

    assertThat(SCHEMA.prune(box)).isEmpty();
    assertThat((JsonNode) box).isEqualTo(once);
  }

  @Property(tries = 300)
  void pruningAndDefaultingCommute(@ForAll("boxes") ObjectNode box) {
    var other = box.deepCopy();
    SCHEMA.prune(box);
    SCHEMA.applyDefaults(box);

    SCHEMA.applyDefaults(other);
    SCHEMA.prune(other);

    assertThat((JsonNode) box).isEqualTo(other);
  }

  @Property(tries = 300)
  void aValidObjectStaysValidAfterPruningAndDefaultingAgain(@ForAll("boxes") ObjectNode box) {
    SCHEMA.prune(box);
    SCHEMA.applyDefaults(box);
    var before = SCHEMA.validate(box, Optional.empty());

    SCHEMA.prune(box);
    SCHEMA.applyDefaults(box);

    assertThat(SCHEMA.validate(box, Optional.empty())).isEqualTo(before);
  }

  @Provide
  Arbitrary<ObjectNode> boxes() {
    return values(4)
        .map(
            spec -> {
              var box = JSON.objectNode();
              box.put("apiVersion", "test.postroom.dev/v1").put("kind", "Letterbox");
              box.putObject("metadata").put("name", "a");
              box.set("spec", spec);
              return box;
            });
  }

  /** Any JSON, with names that the schema knows more often than not. */
  private static Arbitrary<JsonNode> values(int depth) {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            Arbitraries.of("yellow", "green", "A1", "10.0.0.0/8", "").map(JSON::textNode),
            Arbitraries.integers().between(-1, 13).map(JSON::numberNode),
            Arbitraries.of(true, false).map(JSON::booleanNode),
            Arbitraries.just(JSON.nullNode()));
    if (depth == 0) {
      return scalars;
    }
    var names =
        Arbitraries.of(
            "colour",
            "slots",
            "serial",
            "address",
            "street",
            "number",
            "networks",
            "tenants",
            "name",
            "limit",
            "floor",
            "labels",
            "extra",
            "known",
            "a",
            "unknown");
    var children = values(depth - 1);
    Arbitrary<JsonNode> objects =
        Arbitraries.maps(names, children).ofMaxSize(6).map(map -> JSON.objectNode().setAll(map));
    Arbitrary<JsonNode> lists =
        children.list().ofMaxSize(3).map(list -> JSON.arrayNode().addAll(list));
    return Arbitraries.frequencyOf(Tuple.of(2, scalars), Tuple.of(5, objects), Tuple.of(2, lists));
  }
}
