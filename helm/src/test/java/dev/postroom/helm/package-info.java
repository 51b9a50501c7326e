/**
 * Holds the chart in {@code helm/postroom}, and the images of {@code images} that it runs, to what
 * they promise. The chart with Helm itself as a library: its text, what it refuses, and what
 * becomes of it in a cluster.
 */
package dev.postroom.helm;
