package dev.postroom.kubernetes.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pod templates a StatefulSet has had, each a ControllerRevision named by the hash of its
 * template, so that going back to an old template brings back its name. The newest {@link
 * #DEFAULT_HISTORY_LIMIT} unused ones are kept unless the set says otherwise.
 */
final class Revisions {

  static final int DEFAULT_HISTORY_LIMIT = 10;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final KubernetesClient client;
  private final Adoption adoption;

  Revisions(KubernetesClient client, Adoption adoption) {
    this.client = client;
    this.adoption = adoption;
  }

  /** The name a template goes by: that of the set and ten digits of the template's SHA-256. */
  static String nameOf(String set, PodTemplateSpec template) {
    try {
      // Through a tree, so that members are in the order of their names whatever made the object.
      Object tree = JSON.convertValue(template, Object.class);
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(JSON.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8));
      return set + "-" + HexFormat.of().formatHex(digest).substring(0, 10);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a pod template that is not JSON", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The name of the revision of the set's present template, recorded if it is new. */
  String update(StatefulSet set) {
    String name = nameOf(set.getMetadata().getName(), set.getSpec().getTemplate());
    List<ControllerRevision> all = adoption.revisions(set);
    long newest = all.stream().mapToLong(ControllerRevision::getRevision).max().orElse(0);
    Optional<ControllerRevision> known =
        all.stream().filter(r -> r.getMetadata().getName().equals(name)).findFirst();
    if (known.isEmpty()) {
      client.resource(revision(set, name, newest + 1)).create();
    } else if (known.get().getRevision() < newest) {
      client.resource(known.get()).edit(r -> r.edit().withRevision(newest + 1).build());
    }
    return name;
  }

  private static ControllerRevision revision(StatefulSet set, String name, long number) {
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(set.getMetadata().getNamespace())
        .withLabels(set.getSpec().getSelector().getMatchLabels())
        .withOwnerReferences(ControllerReference.to(set))
        .endMetadata()
        .withRevision(number)
        .withData(Map.of("spec", Map.of("template", set.getSpec().getTemplate())))
        .build();
  }

  /** The template of a revision, or that of the set when the revision is no longer known. */
  PodTemplateSpec template(StatefulSet set, String name) {
    return adoption.revisions(set).stream()
        .filter(r -> r.getMetadata().getName().equals(name))
        .findFirst()
        .map(r -> JSON.convertValue(r.getData(), RevisionData.class).spec().template())
        .orElseGet(() -> set.getSpec().getTemplate());
  }

  /** What a ControllerRevision of a StatefulSet holds. */
  record RevisionData(RevisionSpec spec) {}

  record RevisionSpec(PodTemplateSpec template) {}

  /** Removes the oldest revisions that no pod uses, beyond the set's history limit. */
  void prune(StatefulSet set, List<String> used) {
    Integer limit = set.getSpec().getRevisionHistoryLimit();
    List<ControllerRevision> unused =
        adoption.revisions(set).stream()
            .filter(r -> !used.contains(r.getMetadata().getName()))
            .sorted(Comparator.comparingLong(ControllerRevision::getRevision).reversed())
            .toList();
    unused.stream()
        .skip(limit == null ? DEFAULT_HISTORY_LIMIT : limit)
        .forEach(r -> client.resource(r).delete());
  }
}
