/** Accounts in an LDAP directory, by Courier's authldaprc. */
package dev.postroom.imap.auth.ldap;
