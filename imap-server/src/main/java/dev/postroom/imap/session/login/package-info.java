/** The commands that are possible before the login, and what decides who is let in. */
package dev.postroom.imap.session.login;
