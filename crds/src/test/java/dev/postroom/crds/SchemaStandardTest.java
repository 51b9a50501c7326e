package dev.postroom.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every field of the resource owes its user, whoever adds it. */
class SchemaStandardTest {

  /** A field that a rule looks at, of the object as it is or as it was. */
  private static final Pattern FIELD = Pattern.compile("\\b(self|oldSelf)((?:\\.\\w+\\b(?!\\())+)");

  /** What Kubernetes defines and explains, {@code kubectl explain pod.spec} for one. */
  private static final Set<String> KUBERNETES_OWN = GeneratedCrdTest.FOREIGN.keySet();

  private static final JSONSchemaProps ROOT =
      Serialization.unmarshal(
              ImapServer.class.getResourceAsStream("imapservers.postroom.dev.yaml"),
              CustomResourceDefinition.class)
          .getSpec()
          .getVersions()
          .getFirst()
          .getSchema()
          .getOpenAPIV3Schema();

  /**
   * A field, or what a list or map holds.
   *
   * @param path such as {@code spec.connections.perAddress.tenants[].name}
   * @param parent the object, list or map that it is in
   */
  private record Node(String path, JSONSchemaProps schema, JSONSchemaProps parent) {

    String name() {
      return path.substring(path.lastIndexOf('.') + 1);
    }

    boolean isField() {
      return !path.endsWith("[]");
    }

    boolean isOfType(String type) {
      return type.equals(schema.getType());
    }

    boolean isMap() {
      return schema.getAdditionalProperties() != null
          && schema.getAdditionalProperties().getSchema() != null;
    }

    /** What may be missing without a rule that says when. */
    boolean isOptional() {
      return !parent.getRequired().contains(name())
          && schema.getDefault() == null
          && parent.getXKubernetesValidations().stream()
              .noneMatch(rule -> rule.getRule().contains("has(self." + name() + ")"));
    }

    boolean isBound() {
      return switch (schema.getType()) {
        case "string" -> schema.getMaxLength() != null || !schema.getEnum().isEmpty();
        case "integer" -> schema.getMinimum() != null && schema.getMaximum() != null;
        case "array" -> schema.getMaxItems() != null;
        default -> !isMap() || schema.getMaxProperties() != null;
      };
    }

    Stream<Node> children() {
      var children = new ArrayList<Node>();
      if (schema.getProperties() != null) {
        schema
            .getProperties()
            .forEach(
                (name, property) ->
                    children.add(
                        new Node(path.isEmpty() ? name : path + "." + name, property, schema)));
      }
      if (schema.getItems() != null && schema.getItems().getSchema() != null) {
        children.add(new Node(path + "[]", schema.getItems().getSchema(), schema));
      }
      if (isMap()) {
        children.add(new Node(path + "[]", schema.getAdditionalProperties().getSchema(), schema));
      }
      return children.stream();
    }

    Stream<Node> all() {
      return KUBERNETES_OWN.contains(path)
          ? Stream.of(this)
          : Stream.concat(Stream.of(this), children().flatMap(Node::all));
    }

    @Override
    public String toString() {
      return path;
    }
  }

  private static List<Node> all() {
    return new Node("", ROOT, ROOT).all().toList();
  }

  private static Stream<Node> spec() {
    return all().stream().filter(node -> node.path().startsWith("spec"));
  }

  @Test
  void everyFieldIsDescribedInSentences() {
    assertThat(all().stream().filter(Node::isField))
        .filteredOn(node -> !isSentences(node.schema().getDescription()))
        .isEmpty();
  }

  private static boolean isSentences(String description) {
    return description != null && description.matches("(?s)[\\p{Lu}\\d].*[.]");
  }

  @Test
  void everyMomentIsADateWithATime() {
    assertThat(all().stream().filter(node -> node.path().startsWith("status") && node.isField()))
        .filteredOn(node -> node.schema().getDescription().matches("(Since when|When) .*"))
        .isNotEmpty()
        .allMatch(node -> "date-time".equals(node.schema().getFormat()));
  }

  @Test
  void noDescriptionOnlyRepeatsTheName() {
    assertThat(all().stream().filter(Node::isField))
        .filteredOn(node -> words(node.schema().getDescription()).equals(words(node.name())))
        .isEmpty();
  }

  /** Of "The existing claim." what {@code existingClaim} has: letters without articles. */
  private static String words(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("\\b(the|a|an|of|this)\\b", "")
        .replaceAll("[^a-z0-9]", "");
  }

  @Test
  void whatHasNoDefaultSaysWhatItIsToLeaveItOut() {
    assertThat(spec().filter(Node::isField))
        .filteredOn(
            node ->
                node.isOptional()
                    && !node.isOfType("array")
                    && !node.isMap()
                    && !node.schema()
                        .getDescription()
                        .toLowerCase(Locale.ROOT)
                        .contains("left out"))
        .isEmpty();
  }

  /**
   * What has no bound is counted as large as a request may be when an API server estimates what a
   * rule costs; so today's harmless field would be tomorrow's refused definition.
   */
  @Test
  void everyValueHasABound() {
    assertThat(spec()).filteredOn(node -> !node.isBound()).isEmpty();
  }

  /** Without a list type, server-side apply replaces the whole list, whoever owns its elements. */
  @Test
  void everyListSaysHowItIsMerged() {
    assertThat(all())
        .filteredOn(
            node ->
                node.isOfType("array")
                    && !KUBERNETES_OWN.contains(node.path())
                    && node.schema().getXKubernetesListType() == null)
        .isEmpty();
  }

  @Test
  void everyRuleSaysInWordsWhatToDo() {
    assertThat(rules())
        .extracting(rule -> rule.rule().getMessage())
        .allMatch(message -> message != null && !message.endsWith(".") && !message.contains("\n"));
  }

  /**
   * A field that may be missing is looked at only behind has(): else the rule fails on every object
   * without it, and nobody can edit or label one any more, nor the operator write its status.
   */
  @Test
  void noRuleTripsOverAFieldThatIsNotThere() {
    assertThat(rules()).filteredOn(Rule::tripsOverAFieldThatIsNotThere).isEmpty();
  }

  private record Rule(Node place, ValidationRule rule) {

    boolean tripsOverAFieldThatIsNotThere() {
      return FIELD
          .matcher(rule.getRule())
          .results()
          .filter(field -> mayBeMissing(place.schema(), field.group(2)))
          .anyMatch(field -> !rule.getRule().contains("has(" + field.group() + ")"));
    }
  }

  private static boolean mayBeMissing(JSONSchemaProps from, String path) {
    var schema = from;
    boolean missing = false;
    for (var name : path.substring(1).split("\\.")) {
      var property = schema.getProperties() == null ? null : schema.getProperties().get(name);
      if (property == null) {
        break;
      }
      missing |= property.getDefault() == null && !schema.getRequired().contains(name);
      schema = property;
    }
    return missing;
  }

  private static List<Rule> rules() {
    return all().stream()
        .flatMap(
            node ->
                node.schema().getXKubernetesValidations().stream()
                    .map(rule -> new Rule(node, rule)))
        .toList();
  }
}
