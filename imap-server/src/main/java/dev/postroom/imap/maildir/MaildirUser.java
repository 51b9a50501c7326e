package dev.postroom.imap.maildir;

import dev.postroom.imap.maildir.account.Deletions;
import dev.postroom.imap.maildir.guard.TrashPolicy;
import dev.postroom.imap.maildir.outbox.Outbox;
import dev.postroom.imap.maildir.shared.SharedFolders;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Whose mail is opened.
 *
 * @param name of the account, by which access control lists know him
 * @param groups he is in, by the account's options
 * @param maildir absolute path of the Maildir
 * @param quota in Courier's notation, such as {@code 10000000S,1000C} (MAILDIRQUOTA); where it is
 *     empty, the quota is what {@code maildirsize} says
 * @param trash what becomes of his deleted mail
 * @param shared where it stands who shares mail with him; empty where nobody can
 * @param skeleton what his home is made of where he has none yet (AUTH_MKHOMEDIR_SKEL)
 * @param deletions hears of what he expunges
 * @param owner who may own his Maildir; empty where that is not looked at
 * @param outbox the mailbox that sends what he puts into it (OUTBOX)
 */
public record MaildirUser(
    String name,
    Set<String> groups,
    Path maildir,
    Optional<String> quota,
    TrashPolicy trash,
    Optional<SharedFolders> shared,
    Optional<HomeSkeleton> skeleton,
    Deletions deletions,
    Optional<MaildirOwner> owner,
    Optional<Outbox> outbox) {

  public MaildirUser {
    groups = Set.copyOf(groups);
  }
}
