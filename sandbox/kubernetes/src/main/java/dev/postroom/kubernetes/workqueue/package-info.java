/**
 * What every controller stands on: a queue of names of objects that may need work. Events only say
 * "look here again"; what is to be done is always read anew, so that a lost, doubled or reordered
 * event does no harm.
 */
package dev.postroom.kubernetes.workqueue;
