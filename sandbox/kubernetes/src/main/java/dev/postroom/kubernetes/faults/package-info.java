/** What goes wrong with an API server, on purpose: for tests of those who talk to one. */
package dev.postroom.kubernetes.faults;
