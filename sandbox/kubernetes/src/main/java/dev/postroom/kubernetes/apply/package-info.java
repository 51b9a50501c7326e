/**
 * Who owns which field, and server-side apply on top of it: sets of field paths, comparison, merge
 * and removal by the shape of a type, and the conflicts between managers. Follows
 * kubernetes-sigs/structured-merge-diff. Pure functions over JSON.
 */
package dev.postroom.kubernetes.apply;
