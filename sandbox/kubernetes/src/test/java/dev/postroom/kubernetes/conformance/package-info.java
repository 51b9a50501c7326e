/**
 * What an operator relies on in a Kubernetes API, written down once and held against the stand-in
 * always and against real API servers where there are some.
 */
package dev.postroom.kubernetes.conformance;
