/**
 * The mail programs that people use, run against the server over real sockets, one class per
 * program, each in the clear, with STARTTLS and with TLS from the start. A program that is missing
 * skips its tests, saying which Debian package has it; CI installs them all.
 */
package dev.postroom.imap.clients;
