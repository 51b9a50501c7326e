/** Bearer tokens: whether an issuer's keys have signed one, and whose it is. */
package dev.postroom.imap.auth.oauth;
