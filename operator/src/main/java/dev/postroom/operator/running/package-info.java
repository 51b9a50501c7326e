/** How the operator runs: which of several acts, when it starts and stops, and how it says so. */
package dev.postroom.operator.running;
