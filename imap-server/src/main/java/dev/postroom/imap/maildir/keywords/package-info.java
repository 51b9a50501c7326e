/**
 * Keywords of messages, in the files of {@code courierimapkeywords}, by Courier's protocol. {@link
 * dev.postroom.imap.maildir.keywords.FolderKeywords} is the way in.
 */
package dev.postroom.imap.maildir.keywords;
