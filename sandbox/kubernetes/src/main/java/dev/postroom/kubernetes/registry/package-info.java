/**
 * What the verbs do: create, update, patch and delete on top of the store, with the rules that hold
 * for every object (metadata, generation, status apart from spec, finalizers, owners) and those a
 * type adds. Knows no HTTP.
 */
package dev.postroom.kubernetes.registry;
