/**
 * What the API knows of its types: structural schemas of custom resources (pruning, defaulting,
 * validation, CEL), the shape of the built-in ones, and the merge shape that apply and patch
 * follow. Pure functions over JSON; nothing here knows of HTTP or of the store.
 */
package dev.postroom.kubernetes.schema;
