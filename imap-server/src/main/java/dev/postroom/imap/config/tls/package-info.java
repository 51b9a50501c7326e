/**
 * The TLS_ variables and the files that they name, read and checked: certificates for several names
 * and addresses, keys, authorities, protocol versions and cipher lists.
 */
package dev.postroom.imap.config.tls;
