package dev.postroom.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.Optional;

/** Who wrote to an object, as the API server keeps it in {@code metadata.managedFields}. */
final class FieldManagers {

  private FieldManagers() {}

  /**
   * Who last wrote to an object, beside the operator. A status is none of it; and whoever only took
   * something away may have no entry.
   */
  static Optional<String> last(HasMetadata object) {
    return object.getMetadata().getManagedFields().stream()
        .filter(entry -> !Applier.FIELD_MANAGER.equals(entry.getManager()))
        .filter(entry -> entry.getSubresource() == null || entry.getSubresource().isEmpty())
        .filter(entry -> entry.getTime() != null)
        .max(Comparator.comparing(ManagedFieldsEntry::getTime))
        .map(ManagedFieldsEntry::getManager);
  }

  /** Whether the operator applied it once. */
  static boolean isApplied(HasMetadata object) {
    return object.getMetadata().getManagedFields().stream()
        .anyMatch(
            entry ->
                Applier.FIELD_MANAGER.equals(entry.getManager())
                    && "Apply".equals(entry.getOperation()));
  }
}
