/**
 * A node and its kubelet, which runs pods as local processes. A pod has a loopback address of its
 * own and, for want of a mount namespace, a directory in which its volumes lie at their mount
 * paths; the image catalogue tells each program of both.
 */
package dev.postroom.kubernetes.node;
