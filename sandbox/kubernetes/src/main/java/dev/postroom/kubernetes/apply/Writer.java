package dev.postroom.kubernetes.apply;

/**
 * Who writes an object, and through what.
 *
 * @param manager name of the field manager
 * @param apiVersion the version the object is written in
 * @param subresource {@code status}, or empty for the object itself
 * @param time now, as metadata has it
 */
public record Writer(String manager, String apiVersion, String subresource, String time) {

  /** Whether it writes the status. */
  boolean writesStatus() {
    return subresource.equals("status");
  }
}
