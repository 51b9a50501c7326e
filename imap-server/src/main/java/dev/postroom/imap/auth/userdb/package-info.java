/** Courier's userdb: accounts in a text file. */
package dev.postroom.imap.auth.userdb;
