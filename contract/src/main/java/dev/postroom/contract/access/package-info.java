/**
 * Courier's {@code imapaccess}: which addresses may connect, how often at once, and with which
 * variables changed ({@link dev.postroom.contract.access.AccessMap}).
 */
package dev.postroom.contract.access;
