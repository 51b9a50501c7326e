/**
 * Measures the operator with hundreds of ImapServers: the real operator in a process of its own, on
 * the Kubernetes stand-in, with pods that only report. What is measured is the operator; the pods
 * cost it what real ones do, a request each round.
 */
package dev.postroom.fleet;
