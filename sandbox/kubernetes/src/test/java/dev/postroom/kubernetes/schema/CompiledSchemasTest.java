package dev.postroom.kubernetes.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class CompiledSchemasTest {

  @Test
  void whatSaysTheSameIsCompiledOnce() {
    assertThat(compile(schema("once"))).isSameAs(compile(schema("once")));
  }

  @Test
  void whatIsChangedIsCompiledAgain() {
    var schema = schema("before");
    var before = compile(schema);
    schema.put("description", "after");

    assertThat(compile(schema)).isNotSameAs(before);
    assertThat(compile(schema("before"))).isSameAs(before);
  }

  @Test
  void whatIsRefusedIsRefusedAgainWhereItStands() {
    var wrong = schema("wrong").put("type", "string");
    for (var path : new String[] {"here", "there"}) {
      assertThatThrownBy(() -> StructuralSchema.compile(wrong, FieldPath.ROOT.child(path)))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(path + ".type");
    }
  }

  @Test
  void onlySomeAreKept() {
    var first = compile(schema("first"));
    for (int i = 0; i < CompiledSchemas.MOST; i++) {
      compile(schema("another " + i));
    }

    assertThat(compile(schema("first"))).isNotSameAs(first);
  }

  private static StructuralSchema compile(ObjectNode schema) {
    return StructuralSchema.compile(schema, FieldPath.ROOT);
  }

  private static ObjectNode schema(String description) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "object")
        .put("description", description);
  }
}
