/** How passwords are kept by those who know them, and compared with what a client sends. */
package dev.postroom.imap.auth.password;
