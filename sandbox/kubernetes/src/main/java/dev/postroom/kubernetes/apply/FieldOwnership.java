package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.apply.ManagedEntry.Owner;
import dev.postroom.kubernetes.apply.PathElement.Field;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Server-side apply, and the bookkeeping of owners that every other write needs for it ({@code
 * merge/update.go}).
 *
 * @param shape how values of the type merge
 * @param statusApart whether the type has a status subresource
 */
public record FieldOwnership(TypeShape shape, boolean statusApart) {

  /** Nobody owns what identifies an object or what only the server sets. */
  private static final FieldSet UNOWNED =
      Stream.of(
              List.of("apiVersion"),
              List.of("kind"),
              List.of("metadata"),
              List.of("metadata", "name"),
              List.of("metadata", "namespace"),
              List.of("metadata", "creationTimestamp"),
              List.of("metadata", "deletionTimestamp"),
              List.of("metadata", "deletionGracePeriodSeconds"),
              List.of("metadata", "selfLink"),
              List.of("metadata", "uid"),
              List.of("metadata", "generation"),
              List.of("metadata", "managedFields"),
              List.of("metadata", "resourceVersion"))
          .map(path -> FieldSet.of(path.stream().map(Field::new).toArray(PathElement[]::new)))
          .reduce(FieldSet.EMPTY, FieldSet::union);

  /**
   * Notes who owns what after a write that was no apply: the writer owns what it changed, nobody
   * owns what it removed.
   *
   * @param live the object before, an empty one on creation
   * @param next the object after; its managedFields are set
   */
  public void update(ObjectNode live, ObjectNode next, Writer writer) {
    var owners = ManagedFields.of(ManagedFields.isToldBy(next) ? next : live);
    var change = compare(live, next);
    var owner = Owner.updating(writer.manager(), writer.apiVersion(), writer.subresource());
    var before = owners.entry(owner).map(ManagedEntry::fields).orElse(FieldSet.EMPTY);
    var after = before.difference(change.removed()).union(change.set()).difference(UNOWNED);
    release(owners, owner, change).with(entry(owners, owner, after, writer)).writeTo(next);
  }

  /**
   * Applies a configuration.
   *
   * @param live the object as it is, an empty one when it is to be created
   * @param applied the configuration
   * @param force whether to take fields over from others
   * @return the object after it, with its managedFields
   * @throws ApiFailure with reason Conflict, a cause for each field that somebody else owns and
   *     that is applied with another value
   */
  public ObjectNode apply(ObjectNode live, ObjectNode applied, Writer writer, boolean force) {
    var configuration = writable(applied, writer);
    var owners = ManagedFields.of(live);
    var owner = Owner.applying(writer.manager(), writer.subresource());
    var before = owners.entry(owner).map(ManagedEntry::fields).orElse(FieldSet.EMPTY);
    var after = ObjectFields.of(configuration, shape).difference(UNOWNED);
    var taken = owners.with(entry(owners, owner, after, writer));

    var next = Merge.merge(live, configuration, shape);
    Removal.remove(next, shape, before.difference(after), taken.owned());

    var change = compare(live, next);
    if (!force) {
      requireNoConflict(taken, owner, change);
    }
    release(taken, owner, change).writeTo(next);
    return next;
  }

  /**
   * The configuration without what the server sets, and without the part of the object that cannot
   * be written through the writer's door.
   */
  private ObjectNode writable(ObjectNode applied, Writer writer) {
    var configuration = applied.deepCopy();
    var metadata = configuration.withObjectProperty("metadata");
    if (!metadata.path("managedFields").isEmpty()) {
      throw ApiFailure.badRequest("metadata.managedFields must be nil");
    }
    metadata.remove(List.of("managedFields", "creationTimestamp", "generation", "selfLink"));
    if (writer.writesStatus()) {
      configuration.retain("apiVersion", "kind", "metadata", "status");
      metadata.retain("name", "namespace", "uid", "resourceVersion");
    } else if (statusApart) {
      configuration.remove("status");
    }
    return configuration;
  }

  /** The entry of an owner; its time stays unless its fields change. */
  private static ManagedEntry entry(
      ManagedFields owners, Owner owner, FieldSet fields, Writer writer) {
    var time =
        owners
            .entry(owner)
            .filter(entry -> entry.fields().equals(fields))
            .map(ManagedEntry::time)
            .orElse(writer.time());
    return new ManagedEntry(owner, writer.apiVersion(), time, fields);
  }

  private Comparison compare(ObjectNode live, ObjectNode next) {
    var change = Comparison.of(live, next, shape);
    return new Comparison(
        change.added().difference(UNOWNED),
        change.modified().difference(UNOWNED),
        change.removed().difference(UNOWNED));
  }

  /** Others lose what was changed or removed. */
  private static ManagedFields release(ManagedFields owners, Owner writer, Comparison change) {
    var left = owners;
    for (var entry : owners.all()) {
      var fields = entry.fields().difference(change.removed());
      if (!entry.owner().equals(writer)) {
        fields = fields.difference(change.set());
      }
      left = left.with(entry.with(fields));
    }
    return left;
  }

  private static void requireNoConflict(ManagedFields owners, Owner applier, Comparison change) {
    Map<String, List<String>> conflicts = new TreeMap<>();
    for (var entry : owners.all()) {
      var fields = entry.fields().intersection(change.set());
      if (!entry.owner().equals(applier) && !fields.isEmpty()) {
        conflicts.put(entry.owner().toString(), fields.paths());
      }
    }
    if (!conflicts.isEmpty()) {
      throw conflict(conflicts);
    }
  }

  /**
   * Worded as {@code merge/conflict.go} does; kubectl shows the message, clients read the causes.
   */
  private static ApiFailure conflict(Map<String, List<String>> conflicts) {
    var causes =
        conflicts.entrySet().stream()
            .flatMap(
                conflict ->
                    conflict.getValue().stream()
                        .map(
                            path ->
                                new ApiFailure.Cause(
                                    "FieldManagerConflict",
                                    "conflict with " + conflict.getKey(),
                                    path)))
            .toList();
    var text = new StringBuilder();
    if (causes.size() == 1) {
      text.append(causes.getFirst().message()).append(": ").append(causes.getFirst().field());
    } else {
      conflicts.forEach(
          (owner, paths) -> {
            text.append(text.isEmpty() ? "" : "\n").append("conflicts with ").append(owner);
            text.append(":");
            paths.forEach(path -> text.append("\n- ").append(path));
          });
    }
    return ApiFailure.applyConflict(
        "Apply failed with %d conflict%s: %s"
            .formatted(causes.size(), causes.size() == 1 ? "" : "s", text),
        causes);
  }
}
