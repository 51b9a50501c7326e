/**
 * What is remembered of the servers from one reconciliation to the next, and for how long: enough
 * to see that nothing is left to do, and nothing that cannot be read back from the cluster.
 */
package dev.postroom.operator.memory;
