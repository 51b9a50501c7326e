/** A small IMAP client that connects from a source address of its choice. */
package dev.postroom.office.client;
