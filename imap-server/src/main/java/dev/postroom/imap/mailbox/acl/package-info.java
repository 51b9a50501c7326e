/**
 * Who may do what with a mailbox (RFC 4314), by Courier's rules. Pure: where the lists are kept is
 * the mail store's affair.
 */
package dev.postroom.imap.mailbox.acl;
