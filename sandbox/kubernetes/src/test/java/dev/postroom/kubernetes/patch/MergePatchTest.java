package dev.postroom.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7396: its test cases (appendix A), as far as they are about objects. */
class MergePatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':'b'}         | {'a':'c'}              | {'a':'c'}",
        "{'a':'b'}         | {'b':'c'}              | {'a':'b','b':'c'}",
        "{'a':'b'}         | {'a':null}             | {}",
        "{'a':'b','b':'c'} | {'a':null}             | {'b':'c'}",
        "{'a':['b']}       | {'a':'c'}              | {'a':'c'}",
        "{'a':'c'}         | {'a':['b']}            | {'a':['b']}",
        "{'a':{'b':'c'}}   | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
        "{'a':[{'b':'c'}]} | {'a':[1]}              | {'a':[1]}",
        "{'e':null}        | {'a':1}                | {'e':null,'a':1}",
        "{}                | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}",
        "{'a':[1]}         | {'a':{'b':null,'c':2}} | {'a':{'c':2}}",
        "{'a':1}           | {'a':[null,{'b':null}]}| {'a':[null,{'b':null}]}",
      })
  void mergesAsTheStandardSays(String object, String patch, String result) throws Exception {
    assertThat(new MergePatch(json(patch)).applyTo(json(object))).isEqualTo(json(result));
  }

  @Test
  void leavesTheObjectAndThePatchItIsGiven() throws Exception {
    var object = json("{'a':{'b':'c'}}");
    var patch = json("{'a':{'d':{'e':1}}}");

    var changed = new MergePatch(patch).applyTo(object);
    changed.withObject("/a/d").put("e", 2);

    assertThat(object).isEqualTo(json("{'a':{'b':'c'}}"));
    assertThat(patch).isEqualTo(json("{'a':{'d':{'e':1}}}"));
  }

  private static ObjectNode json(String text) throws JsonProcessingException {
    return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
