/** Startup, readiness and liveness probes: asking (HTTP, TCP) and counting the answers (pure). */
package dev.postroom.kubernetes.node.probe;
