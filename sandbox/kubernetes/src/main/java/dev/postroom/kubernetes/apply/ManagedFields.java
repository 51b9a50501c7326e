package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.apply.ManagedEntry.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who owns what of one object: {@code metadata.managedFields}. Immutable.
 *
 * @param entries by owner; none is empty
 */
record ManagedFields(Map<Owner, ManagedEntry> entries) {

  /** Nobody owns anything. */
  static final ManagedFields NONE = new ManagedFields(Map.of());

  /** How many updating managers are told apart; the oldest of more become one. */
  static final int UPDATERS_LIMIT = 10;

  private static final String ANCIENT = "ancient-changes";

  private static final Comparator<ManagedEntry> ORDER =
      Comparator.comparing((ManagedEntry entry) -> entry.owner().operation())
          .thenComparing(ManagedEntry::time)
          .thenComparing(entry -> entry.owner().manager())
          .thenComparing(ManagedEntry::apiVersion)
          .thenComparing(entry -> entry.owner().subresource());

  ManagedFields {
    entries = Map.copyOf(entries);
  }

  /**
   * The owners that an object names.
   *
   * @throws dev.postroom.kubernetes.failure.ApiFailure with reason BadRequest where that is no list
   *     of entries
   */
  static ManagedFields of(JsonNode object) {
    Map<Owner, ManagedEntry> entries = new LinkedHashMap<>();
    for (var json : object.at("/metadata/managedFields")) {
      if (!json.isEmpty()) {
        var entry = ManagedEntry.parse(json);
        entries.put(entry.owner(), entry);
      }
    }
    return new ManagedFields(entries);
  }

  /** Whether an object says who owns it, be it nobody: {@code [{}]} resets all ownership. */
  static boolean isToldBy(JsonNode object) {
    return object.at("/metadata/managedFields") instanceof ArrayNode array && !array.isEmpty();
  }

  Optional<ManagedEntry> entry(Owner owner) {
    return Optional.ofNullable(entries.get(owner));
  }

  Collection<ManagedEntry> all() {
    return entries.values();
  }

  /** With an entry in place of the owner's former one, or without one when it owns nothing. */
  ManagedFields with(ManagedEntry entry) {
    Map<Owner, ManagedEntry> changed = new LinkedHashMap<>(entries);
    if (entry.fields().isEmpty()) {
      changed.remove(entry.owner());
    } else {
      changed.put(entry.owner(), entry);
    }
    return new ManagedFields(changed);
  }

  /** What anybody owns. */
  FieldSet owned() {
    return all().stream().map(ManagedEntry::fields).reduce(FieldSet.EMPTY, FieldSet::union);
  }

  /** Writes the entries into an object, oldest first, appliers before updaters. */
  void writeTo(ObjectNode object) {
    var metadata = object.withObjectProperty("metadata");
    metadata.remove("managedFields");
    if (!entries.isEmpty()) {
      var array = metadata.putArray("managedFields");
      limited().stream().sorted(ORDER).forEach(entry -> array.add(entry.render()));
    }
  }

  private List<ManagedEntry> limited() {
    var updaters = all().stream().filter(entry -> !entry.owner().applies()).sorted(ORDER).toList();
    if (updaters.size() <= UPDATERS_LIMIT) {
      return List.copyOf(all());
    }
    var oldest = updaters.subList(0, updaters.size() - UPDATERS_LIMIT + 1);
    List<ManagedEntry> kept = new ArrayList<>(all());
    kept.removeAll(oldest);
    var last = oldest.getLast();
    kept.add(
        new ManagedEntry(
            Owner.updating(ANCIENT, last.apiVersion(), ""),
            last.apiVersion(),
            last.time(),
            oldest.stream().map(ManagedEntry::fields).reduce(FieldSet.EMPTY, FieldSet::union)));
    return kept;
  }
}
