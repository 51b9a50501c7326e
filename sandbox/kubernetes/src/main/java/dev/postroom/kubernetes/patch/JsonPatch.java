package dev.postroom.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import io.fabric8.zjsonpatch.CompatibilityFlags;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.EnumSet;

/**
 * JSON patch (RFC 6902): operations one after the other, all or none.
 *
 * @param operations the array of operations, at most {@value #LIMIT}
 */
public record JsonPatch(ArrayNode operations) implements ObjectPatch {

  /** As many operations as kube-apiserver takes in one patch. */
  public static final int LIMIT = 10_000;

  /** As kube-apiserver does: what is not there cannot be removed. */
  private static final EnumSet<CompatibilityFlags> STRICT =
      EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);

  public JsonPatch {
    if (operations.size() > LIMIT) {
      throw ApiFailure.plain(
          ApiFailure.Reason.TOO_LARGE,
          "The allowed maximum operations in a JSON patch is %d, got %d"
              .formatted(LIMIT, operations.size()));
    }
  }

  @Override
  public ObjectNode applyTo(ObjectNode object) {
    JsonNode changed;
    try {
      changed = io.fabric8.zjsonpatch.JsonPatch.apply(operations, object, STRICT);
    } catch (JsonPatchException | IllegalArgumentException refused) {
      throw ApiFailure.plain(
          ApiFailure.Reason.INVALID,
          "the server rejected our request due to an error in our request: "
              + refused.getMessage());
    }
    if (changed instanceof ObjectNode result) {
      return result;
    }
    throw ApiFailure.plain(ApiFailure.Reason.INVALID, "the JSON patch leaves no object");
  }
}
