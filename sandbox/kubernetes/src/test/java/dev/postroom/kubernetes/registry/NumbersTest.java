package dev.postroom.kubernetes.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void equalNumbersAreEqualNodesAtEveryDepth() {
    var longs = object();
    longs.put("a", 4L).putObject("b").putArray("c").add(5L).addObject().put("d", 6L);
    var doubles = object();
    doubles.put("a", 4.0).putObject("b").putArray("c").add(5.0).addObject().put("d", 6.0);
    var ints = object();
    ints.put("a", 4).putObject("b").putArray("c").add(5).addObject().put("d", 6);

    Numbers.normalize(longs);
    Numbers.normalize(doubles);

    assertThat(longs).isEqualTo(ints);
    assertThat(doubles).isEqualTo(ints);
  }

  @Test
  void noNumberLosesItsValue() {
    var object = object();
    object.put("half", 1.5).put("long", 1L << 40).put("huge", 1e300).put("text", "4");
    var before = object.deepCopy();

    Numbers.normalize(object);

    assertThat(object).isEqualTo(before);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
