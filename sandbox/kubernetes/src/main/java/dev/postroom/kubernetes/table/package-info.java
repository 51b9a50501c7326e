/**
 * Tables, as {@code kubectl get} asks for them: which columns a resource has and what stands in
 * them. Pure functions over JSON.
 */
package dev.postroom.kubernetes.table;
