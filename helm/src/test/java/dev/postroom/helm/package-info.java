/**
 * Holds the chart in {@code helm/postroom} to what it promises, with Helm itself as a library: its
 * text, what it refuses, and what becomes of it in a cluster.
 */
package dev.postroom.helm;
