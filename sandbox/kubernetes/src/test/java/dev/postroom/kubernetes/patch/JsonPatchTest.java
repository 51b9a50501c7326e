package dev.postroom.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6902, section 4: what each operation does, and what refuses the whole patch. */
class JsonPatchTest {

  private static final String OBJECT =
      "{'data':{'a':'1','b/c':'2'},'list':['x','y'],'metadata':{'name':'n'}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'op':'add','path':'/data/d','value':'3'}    | /data   | {'a':'1','b/c':'2','d':'3'}",
        "{'op':'add','path':'/data/a','value':'3'}    | /data   | {'a':'3','b/c':'2'}",
        "{'op':'add','path':'/list/0','value':'w'}    | /list   | ['w','x','y']",
        "{'op':'add','path':'/list/-','value':'z'}    | /list   | ['x','y','z']",
        "{'op':'remove','path':'/list/0'}             | /list   | ['y']",
        "{'op':'remove','path':'/data/b~1c'}          | /data   | {'a':'1'}",
        "{'op':'replace','path':'/list/1','value':4}  | /list   | ['x',4]",
        "{'op':'move','from':'/data/a','path':'/m'}   | /m      | '1'",
        "{'op':'copy','from':'/list','path':'/data/l'}| /data/l | ['x','y']",
        "{'op':'test','path':'/data/a','value':'1'}   | /data/a | '1'",
      })
  void doesWhatTheOperationSays(String operation, String place, String result) {
    var changed = new JsonPatch(array("[" + operation + "]")).applyTo(object());

    assertThat(changed.at(place)).isEqualTo(json(result));
  }

  @Test
  void leavesTheObjectItIsGiven() {
    var object = object();

    new JsonPatch(array("[{'op':'remove','path':'/data'}]")).applyTo(object);

    assertThat(object).isEqualTo(object());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op':'test','path':'/data/a','value':'2'}",
        "{'op':'remove','path':'/data/none'}",
        "{'op':'replace','path':'/data/none','value':1}",
        "{'op':'add','path':'/none/a','value':1}",
        "{'op':'add','path':'/list/7','value':1}",
        "{'op':'copy','from':'/none','path':'/data/x'}",
        "{'op':'fold','path':'/data'}",
        "{'path':'/data'}",
        "{'op':'remove'}",
        "{'op':'remove','path':'data'}",
        "{'op':'replace','path':'','value':7}",
        "7",
        "null",
      })
  void refusesWhatDoesNotFitTheObject(String operation) {
    var operations = "[{'op':'add','path':'/data/z','value':'1'}," + operation + "]";

    assertThatThrownBy(() -> new JsonPatch(array(operations)).applyTo(object()))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            refused -> assertThat(refused.reason()).isEqualTo(ApiFailure.Reason.INVALID));
  }

  @Test
  void takesSoManyOperationsAndNoMore() {
    var operations = new ObjectMapper().createArrayNode();
    for (int i = 0; i <= JsonPatch.LIMIT; i++) {
      operations.addObject().put("op", "test").put("path", "/data/a").put("value", "1");
    }

    assertThatThrownBy(() -> new JsonPatch(operations))
        .hasMessage("The allowed maximum operations in a JSON patch is 10000, got 10001");
  }

  private static ObjectNode object() {
    return (ObjectNode) json(OBJECT);
  }

  private static ArrayNode array(String text) {
    return (ArrayNode) json(text);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }
}
