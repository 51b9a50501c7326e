/**
 * Objects in memory, in one order of changes: one resource version for the whole store, a bounded
 * history to watch from, and the selectors lists and watches are narrowed by. What an object means
 * is decided above; nothing here knows of HTTP.
 */
package dev.postroom.kubernetes.store;
