/**
 * The database {@code courierimapuiddb}, which gives messages their UIDs, and the UIDVALIDITY that
 * is never given twice. What is promised of UIDs is told in {@link dev.postroom.imap.maildir}.
 */
package dev.postroom.imap.maildir.uiddb;
