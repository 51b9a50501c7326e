package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Where the mail is kept: a claim made for the server, or one that exists. Fixed at creation,
 * because a StatefulSet's claim template cannot be changed.
 */
@ValidationRule(
    value = "self == oldSelf",
    message =
        "storage is fixed when the ImapServer is created; grow the PersistentVolumeClaim itself, or"
            + " make a new ImapServer and move the mail")
public record Storage(
    @JsonPropertyDescription("Size of the claim that is made, as a Kubernetes quantity.")
        @Default(Storage.SIZE)
        @Pattern("^[0-9]+([.][0-9]+)?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)?$")
        @Size(max = 32)
        String size,
    @JsonPropertyDescription(
            "Storage class of the claim that is made. Left out, the cluster's default class.")
        @Size(min = 1, max = 253)
        String storageClassName,
    @JsonPropertyDescription("Access mode of the claim that is made.") @Default("ReadWriteOnce")
        AccessMode accessMode,
    @JsonPropertyDescription(
            "Name of an existing PersistentVolumeClaim in the same namespace that is used instead"
                + " of making one.")
        @Size(min = 1, max = 253)
        String existingClaim) {

  static final String SIZE = "10Gi";

  static final Storage DEFAULTS = new Storage(null, null, null, null);

  public Storage {
    size = size == null ? SIZE : size;
    accessMode = accessMode == null ? AccessMode.ReadWriteOnce : accessMode;
  }

  /** Access modes of a PersistentVolumeClaim that a mail server can use; Kubernetes' names. */
  public enum AccessMode {
    ReadWriteOnce,
    ReadWriteOncePod,
    ReadWriteMany
  }
}
