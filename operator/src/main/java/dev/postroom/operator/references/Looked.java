package dev.postroom.operator.references;

/**
 * A look at what a reference leads to.
 *
 * @param version of the object, unlike those of all others and those that it had before; empty
 *     where there is none
 * @param content what it holds
 */
record Looked(Reference reference, String version, Content content) {}
