/** Programs of others that tests run, as {@code peers/unpack} has unpacked them. */
package dev.postroom.imap.peers;
