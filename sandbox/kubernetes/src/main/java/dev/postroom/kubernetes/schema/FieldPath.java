package dev.postroom.kubernetes.schema;

/**
 * Where in an object a value stands, written as kube-apiserver writes it: {@code
 * spec.tenants[0].limit}, {@code metadata.labels[app]}.
 *
 * @param text the path; empty for the object itself
 */
public record FieldPath(String text) {

  /** The object itself. */
  public static final FieldPath ROOT = new FieldPath("");

  /** The path of a named field. */
  public FieldPath child(String field) {
    return new FieldPath(text.isEmpty() ? field : text + "." + field);
  }

  /** The path of a list's element. */
  public FieldPath index(int index) {
    return new FieldPath(text + "[" + index + "]");
  }

  /** The path of a map's entry. */
  public FieldPath key(String key) {
    return new FieldPath(text + "[" + key + "]");
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "<nil>" : text;
  }
}
