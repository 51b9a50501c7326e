/**
 * Courier's files, read, checked and swapped as one immutable {@link
 * dev.postroom.imap.config.Configuration} while the server runs. A set of files in which anything
 * cannot be honoured leaves the last good set in force and is reported with file and line.
 */
package dev.postroom.imap.config;
