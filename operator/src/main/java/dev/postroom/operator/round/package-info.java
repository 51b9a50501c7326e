/**
 * One look at a server's pods and what follows from it; and what is remembered of a server from one
 * look to the next.
 */
package dev.postroom.operator.round;
