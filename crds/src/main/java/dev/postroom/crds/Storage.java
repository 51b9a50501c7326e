package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Where the mail is kept: a claim that is made for the server and outlives it, or one that exists.
 */
@ValidationRule(
    value = "self.accessMode == oldSelf.accessMode",
    fieldPath = ".accessMode",
    message =
        "accessMode cannot change, as a PersistentVolumeClaim's cannot; copy the mail to a new"
            + " claim and name that as existingClaim")
@ValidationRule(
    value =
        "has(self.storageClassName) == has(oldSelf.storageClassName) &&"
            + " (!has(self.storageClassName) || self.storageClassName =="
            + " oldSelf.storageClassName)",
    fieldPath = ".storageClassName",
    message =
        "storageClassName cannot change, as a PersistentVolumeClaim's cannot; copy the mail to a new"
            + " claim and name that as existingClaim")
@ValidationRule(
    value = "!quantity(self.size).isLessThan(quantity(oldSelf.size))",
    fieldPath = ".size",
    message = "size can only grow; a PersistentVolumeClaim cannot shrink")
@ValidationRule(
    value = "quantity(self.size).isGreaterThan(quantity('0'))",
    fieldPath = ".size",
    message = "size must be more than nothing")
public record Storage(
    @JsonPropertyDescription(
            "Size of the claim NAME-mail that is made, as a Kubernetes quantity. A larger one grows"
                + " the claim, where its storage class allows that; the condition StorageReady"
                + " tells. The claim outlives the ImapServer, and one of the same name finds its"
                + " mail again; delete the claim to delete the mail.")
        @Default(Storage.SIZE)
        @Pattern("^[0-9]+([.][0-9]+)?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)?$")
        @Size(max = 32)
        String size,
    @JsonPropertyDescription(
            "Storage class of the claim that is made. Left out, the cluster's default class. Fixed"
                + " at creation.")
        @Size(min = 1, max = 253)
        String storageClassName,
    @JsonPropertyDescription(
            "Access mode of the claim that is made. More than one replica needs ReadWriteMany."
                + " Fixed at creation.")
        @Default("ReadWriteOnce")
        AccessMode accessMode,
    @JsonPropertyDescription(
            "Name of an existing PersistentVolumeClaim in the same namespace that is used; size,"
                + " storageClassName and accessMode then mean nothing. Left out, one is made.")
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
