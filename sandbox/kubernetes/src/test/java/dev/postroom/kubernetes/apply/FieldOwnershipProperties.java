package dev.postroom.kubernetes.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of server-side apply, over small objects with a map, a list of objects and a set. */
class FieldOwnershipProperties {

  private static final TypeShape SHAPE =
      TypeShape.Struct.of(
          Map.of(
              "data",
              new TypeShape.MapOf(TypeShape.SCALAR, false),
              "items",
              new TypeShape.MapList(
                  List.of("name"),
                  Map.of(),
                  TypeShape.Struct.of(Map.of("name", TypeShape.SCALAR, "value", TypeShape.SCALAR))),
              "tags",
              new TypeShape.SetList(TypeShape.SCALAR)));

  private static final FieldOwnership OWNERSHIP = new FieldOwnership(SHAPE, false);

  @Property(tries = 300)
  void applyingTwiceChangesNothing(
      @ForAll("objects") ObjectNode live, @ForAll("objects") ObjectNode configuration) {
    var once = apply("alice", live, configuration);

    assertThat(apply("alice", once, configuration)).isEqualTo(once);
  }

  @Property(tries = 300)
  void whatIsAppliedIsThere(
      @ForAll("objects") ObjectNode live, @ForAll("objects") ObjectNode configuration) {
    var applied = apply("alice", live, configuration);

    assertThat(ObjectFields.of(configuration, SHAPE).difference(ObjectFields.of(applied, SHAPE)))
        .isEqualTo(FieldSet.EMPTY);
  }

  @Property(tries = 300)
  void managersOfOtherFieldsLeaveEachOtherAlone(
      @ForAll("objects") ObjectNode first, @ForAll("objects") ObjectNode second) {
    var others = renamed(second);
    var nothing = JsonNodeFactory.instance.objectNode();

    var both = apply("bob", apply("alice", nothing, first), others);
    var onlyAlice = apply("bob", both, nothing);

    assertThat(onlyAlice).isEqualTo(apply("alice", nothing, first));
  }

  @Property(tries = 300)
  void applyingNothingTakesAwayAllThatWasApplied(@ForAll("objects") ObjectNode configuration) {
    var nothing = JsonNodeFactory.instance.objectNode();

    var left = apply("alice", apply("alice", nothing, configuration), nothing);

    assertThat(ObjectFields.of(left, SHAPE).paths()).allMatch(path -> path.startsWith(".metadata"));
  }

  @Property(tries = 300)
  void fieldSetsSurviveTheirTextForm(@ForAll("objects") ObjectNode object) {
    var set = ObjectFields.of(object, SHAPE);

    assertThat(FieldsV1.parse(FieldsV1.render(set))).isEqualTo(set);
  }

  @Provide
  Arbitrary<ObjectNode> objects() {
    var names = Arbitraries.of("a", "b", "c", "d");
    var values = Arbitraries.integers().between(0, 2);
    return Combinators.combine(
            Arbitraries.maps(names, values),
            Arbitraries.maps(names, values),
            names.list().uniqueElements().ofMaxSize(4))
        .as(FieldOwnershipProperties::object);
  }

  private static ObjectNode object(
      Map<String, Integer> data, Map<String, Integer> items, List<String> tags) {
    var object = JsonNodeFactory.instance.objectNode();
    if (!data.isEmpty()) {
      var map = object.putObject("data");
      data.forEach(map::put);
    }
    if (!items.isEmpty()) {
      var list = object.putArray("items");
      items.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
    }
    if (!tags.isEmpty()) {
      var set = object.putArray("tags");
      tags.forEach(set::add);
    }
    return object;
  }

  /** The same with names nobody else uses. */
  private static ObjectNode renamed(ObjectNode object) {
    var copy = JsonNodeFactory.instance.objectNode();
    object
        .path("data")
        .properties()
        .forEach(field -> copy.withObject("/data").set("x" + field.getKey(), field.getValue()));
    for (var item : object.path("items")) {
      copy.withArray("/items")
          .addObject()
          .put("name", "x" + item.path("name").asText())
          .put("value", item.path("value").asInt());
    }
    object.path("tags").forEach(tag -> copy.withArray("/tags").add("x" + tag.asText()));
    return copy;
  }

  private static ObjectNode apply(String manager, ObjectNode live, ObjectNode configuration) {
    var writer = new Writer(manager, "v1", "", "2026-11-22T00:00:00Z");
    return OWNERSHIP.apply(live, configuration, writer, true);
  }
}
