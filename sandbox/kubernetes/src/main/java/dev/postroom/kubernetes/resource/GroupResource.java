package dev.postroom.kubernetes.resource;

/**
 * What an object is stored under, whatever version it is read in.
 *
 * @param group API group, empty for the core group
 * @param plural plural resource name as in the URL
 */
public record GroupResource(String group, String plural) {

  /** As error messages name it: {@code imapservers.postroom.dev}, {@code pods}. */
  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
