/**
 * A Kubernetes stand-in for one laptop: an API server, the controllers Postroom relies on, and a
 * node that runs pods as local processes. Small and honest: what it does not do, it refuses.
 */
package dev.postroom.kubernetes;
