/** Loopback addresses that stand for the addresses of pods and load balancers. */
package dev.postroom.kubernetes.address;
