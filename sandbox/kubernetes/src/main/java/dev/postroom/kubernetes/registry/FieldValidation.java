package dev.postroom.kubernetes.registry;

/** What to do about fields that the type does not know (query parameter fieldValidation). */
public enum FieldValidation {
  /** Drop them. */
  IGNORE,
  /** Drop them and warn. */
  WARN,
  /** Refuse the object. */
  STRICT
}
