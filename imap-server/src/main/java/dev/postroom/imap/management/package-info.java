/**
 * What administrators and the operator see of the server: the log in Courier's words, metrics,
 * health, and the peer report.
 */
package dev.postroom.imap.management;
