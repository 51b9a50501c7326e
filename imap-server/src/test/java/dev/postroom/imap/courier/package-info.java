/**
 * The differential test: Debian's Courier-IMAP and this server are given equal trees and equal
 * commands, and must answer and write alike but for what {@code docs/courier-differences.md} lists.
 */
package dev.postroom.imap.courier;
