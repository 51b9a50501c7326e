/** Processes that die with this one, and logs of bounded size for what they say. */
package dev.postroom.kubernetes.process;
