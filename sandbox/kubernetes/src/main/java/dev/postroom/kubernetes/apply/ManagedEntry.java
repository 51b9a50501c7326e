package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The fields one manager owns by one way of writing (ManagedFieldsEntry).
 *
 * @param owner who, and how
 * @param apiVersion the version of the object it wrote
 * @param time when the set last changed, as metadata has it
 * @param fields what it owns
 */
record ManagedEntry(Owner owner, String apiVersion, String time, FieldSet fields) {

  /**
   * What tells entries apart.
   *
   * @param manager name of the manager
   * @param operation Apply or Update
   * @param version the version it wrote; empty for Apply, where it makes no difference
   * @param subresource what it wrote through, empty for the object itself
   */
  record Owner(String manager, String operation, String version, String subresource) {

    static Owner applying(String manager, String subresource) {
      return new Owner(manager, "Apply", "", subresource);
    }

    static Owner updating(String manager, String apiVersion, String subresource) {
      return new Owner(manager, "Update", apiVersion, subresource);
    }

    boolean applies() {
      return operation.equals("Apply");
    }

    /** As conflicts name it: {@code "kubectl-edit" using v1}. */
    @Override
    public String toString() {
      var text = "\"" + manager + "\"";
      if (!subresource.isEmpty()) {
        text += " with subresource \"" + subresource + "\"";
      }
      return applies() ? text : text + " using " + version;
    }
  }

  static ManagedEntry parse(JsonNode json) {
    var operation = json.path("operation").asText();
    var apiVersion = json.path("apiVersion").asText();
    var owner =
        new Owner(
            json.path("manager").asText(),
            operation,
            operation.equals("Apply") ? "" : apiVersion,
            json.path("subresource").asText(""));
    return new ManagedEntry(
        owner, apiVersion, json.path("time").asText(), FieldsV1.parse(json.path("fieldsV1")));
  }

  ObjectNode render() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("manager", owner.manager()).put("operation", owner.operation());
    json.put("apiVersion", apiVersion).put("time", time).put("fieldsType", "FieldsV1");
    json.set("fieldsV1", FieldsV1.render(fields));
    if (!owner.subresource().isEmpty()) {
      json.put("subresource", owner.subresource());
    }
    return json;
  }

  ManagedEntry with(FieldSet changed) {
    return new ManagedEntry(owner, apiVersion, time, changed);
  }
}
