/** Who a client is: Courier's userdb and its password formats. */
package dev.postroom.imap.auth;
