package dev.postroom.imap.server;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.maildir.HomeSkeleton;
import dev.postroom.imap.maildir.MaildirOwner;
import dev.postroom.imap.maildir.MaildirUser;
import dev.postroom.imap.maildir.account.Deletions;
import dev.postroom.imap.maildir.guard.TrashPolicy;
import dev.postroom.imap.maildir.outbox.Outbox;
import dev.postroom.imap.maildir.outbox.Sendmail;
import dev.postroom.imap.maildir.shared.SharedFolders;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the mail of an account is opened with: by the account, and by the variables that hold for
 * its client at that moment.
 *
 * @param settings the client's variables now
 * @param files finds a file of the configuration, or one that it names
 */
record MaildirUsers(Supplier<EffectiveSettings> settings, UnaryOperator<Path> files) {

  /**
   * @param deletions hears of what he expunges, where the site wants it (IMAP_LOG_DELETIONS), by
   *     paths relative to his Maildir where the file was in it
   */
  MaildirUser of(Account account, Deletions deletions) {
    EffectiveSettings now = settings.get();
    Path maildir = maildir(now, account);
    Optional<String> quota = account.quota().or(() -> Optional.of(now.text("MAILDIRQUOTA")));
    return new MaildirUser(
        account.user(),
        account.options().groups(),
        maildir,
        quota,
        trash(now),
        shared(now, account),
        skeleton(now, account),
        now.flag("IMAP_LOG_DELETIONS") ? within(maildir, deletions) : Deletions.UNHEARD,
        owner(now, account),
        outbox(now, account));
  }

  private static Deletions within(Path maildir, Deletions deletions) {
    return (file, inTrash) ->
        deletions.expunged(file.startsWith(maildir) ? maildir.relativize(file) : file, inTrash);
  }

  private static TrashPolicy trash(EffectiveSettings settings) {
    return TrashPolicy.of(
        settings.text("IMAP_TRASHFOLDERNAME"),
        settings.text("IMAP_EMPTYTRASH"),
        settings.flag("IMAP_MOVE_EXPUNGE_TO_TRASH"));
  }

  /** The file in his Maildir that what he and the server say is written to, if it is there. */
  Optional<Path> traceFile(Account account) {
    EffectiveSettings now = settings.get();
    String name = now.text("IMAPDEBUGFILE");
    return name.isEmpty() ? Optional.empty() : Optional.of(maildir(now, account).resolve(name));
  }

  private Path maildir(EffectiveSettings settings, Account account) {
    return files.apply(account.maildir(Path.of(settings.text("MAILDIRPATH"))));
  }

  /** An account of which no user is known may have its mail from anybody. */
  private static Optional<MaildirOwner> owner(EffectiveSettings settings, Account account) {
    return settings.flag("IMAP_MAILBOX_SANITY_CHECK")
        ? account.owner().map(owner -> MaildirOwner.of(owner.uid()))
        : Optional.empty();
  }

  /** A message is sent in the name of the account, whatever its header says. */
  private Optional<Outbox> outbox(EffectiveSettings settings, Account account) {
    String mailbox = settings.text("OUTBOX");
    return mailbox.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Outbox.of(
                mailbox,
                settings.flag("OUTBOX_MULTIPLE_SEND"),
                new Sendmail(
                    files.apply(Path.of(settings.text("SENDMAIL"))),
                    account.user(),
                    settings.text("HEADERFROM"),
                    Sendmail.DEFAULT_PATIENCE)));
  }

  /** The index, which the account's option {@code sharedgroup} makes another one. */
  private Optional<SharedFolders> shared(EffectiveSettings settings, Account account) {
    String index = settings.text("IMAP_SHAREDINDEXFILE");
    if (index.isEmpty() || account.options().isOn("disableshared")) {
      return Optional.empty();
    }
    String file = index + account.options().text("sharedgroup");
    return Optional.of(
        new SharedFolders(
            files.apply(Path.of(file)), settings.flag("IMAP_SHAREDMUNGENAMES"), files));
  }

  private Optional<HomeSkeleton> skeleton(EffectiveSettings settings, Account account) {
    String skeleton = settings.text("AUTH_MKHOMEDIR_SKEL");
    return skeleton.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HomeSkeleton(files.apply(Path.of(skeleton)), files.apply(account.home())));
  }
}
