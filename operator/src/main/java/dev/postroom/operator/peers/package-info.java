/**
 * What the pods report of their peers, and what it is worth: fetched with bounds on size and time,
 * gathered into evidence, and doubted where it deserves doubt.
 */
package dev.postroom.operator.peers;
