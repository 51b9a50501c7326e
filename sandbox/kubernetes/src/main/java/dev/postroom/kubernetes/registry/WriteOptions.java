package dev.postroom.kubernetes.registry;

/**
 * How a client wants its object written.
 *
 * @param fieldManager who is to own the fields it sets
 * @param fieldValidation what to do about unknown fields
 * @param dryRun whether everything happens but the writing
 * @param force whether an apply takes fields over from others
 */
public record WriteOptions(
    String fieldManager, FieldValidation fieldValidation, boolean dryRun, boolean force) {}
