/**
 * Files and directories of a Maildir: how they are named, written so that a crash does no harm, and
 * locked. Knows nothing of what any of them tells.
 */
package dev.postroom.imap.maildir.files;
