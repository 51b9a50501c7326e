/**
 * What kube-proxy and a cloud's load balancer do, in user space: a Service's addresses are listened
 * on and connections handed to a pod that is ready. Because the client's source address is bound
 * again on the way to the pod, which Linux allows for all of 127.0.0.0/8, the server sees who its
 * clients are, except where {@code externalTrafficPolicy: Cluster} would hide them in a cluster
 * too.
 */
package dev.postroom.kubernetes.proxy;
