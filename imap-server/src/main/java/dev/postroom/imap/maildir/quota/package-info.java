/** How much a Maildir holds and may hold: {@code maildirsize}, and the count that mends it. */
package dev.postroom.imap.maildir.quota;
