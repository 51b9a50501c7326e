/**
 * The ways a client describes a change: JSON patch, JSON merge patch and strategic merge patch.
 * Pure functions from an object to a changed copy; server-side apply is in {@code apply}.
 */
package dev.postroom.kubernetes.patch;
