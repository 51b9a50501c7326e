package dev.postroom.kubernetes.registry;

/** The part of an object that a write is about. */
public enum Subresource {
  /** Everything but the status, where the type has a status subresource. */
  NONE,
  /** The status alone. */
  STATUS
}
