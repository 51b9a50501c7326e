/**
 * Who a client is. Here stand the words that sources, mechanisms and sessions have in common; each
 * kind of source and the formats of passwords have a room of their own below.
 */
package dev.postroom.imap.auth;
