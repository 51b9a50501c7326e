/**
 * Mail on disk as Courier keeps it: Maildir++ folders with {@code courierimapuiddb}, {@code
 * courierimapkeywords}, {@code courierimapsubscribed} and {@code courier.lock}. The only place that
 * knows files. {@link dev.postroom.imap.maildir.MaildirStores} is the way in; each of the rooms
 * below knows only what it needs of the others, and none knows one that knows it.
 *
 * <p>What holds throughout:
 *
 * <ul>
 *   <li>A UID that any session or client was told is in {@code courierimapuiddb} and is never given
 *       to another message; {@code nextuid} never goes back.
 *   <li>A pair of mailbox name and UIDVALIDITY never stands for other UIDs ({@link
 *       dev.postroom.imap.maildir.uiddb.UidValidity}).
 *   <li>A message is first complete and synced in {@code tmp}, then in {@code cur}, then in the
 *       database, and only then answered for. A crash in between leaves a message without a UID,
 *       which the next scan gives it, never a UID without a message.
 *   <li>Other programs may deliver, flag, move and delete at any moment, Courier and another
 *       Postroom on the same storage included. The disk is right, the view in memory follows.
 * </ul>
 */
package dev.postroom.imap.maildir;
