package dev.postroom.imap.server;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.maildir.MaildirUser;
import dev.postroom.imap.maildir.TrashPolicy;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the mail of an account is opened with: by the account, and by the variables that hold for
 * its client at that moment.
 *
 * @param settings the client's variables now
 */
record MaildirUsers(Supplier<EffectiveSettings> settings) {

  MaildirUser of(Account account) {
    EffectiveSettings now = settings.get();
    Optional<String> quota = account.quota().or(() -> Optional.of(now.text("MAILDIRQUOTA")));
    return new MaildirUser(account.user(), groups(account), account.maildir(), quota, trash(now));
  }

  private static TrashPolicy trash(EffectiveSettings settings) {
    return TrashPolicy.of(
        settings.text("IMAP_TRASHFOLDERNAME"),
        settings.text("IMAP_EMPTYTRASH"),
        settings.flag("IMAP_MOVE_EXPUNGE_TO_TRASH"));
  }

  private static Set<String> groups(Account account) {
    return Arrays.stream(account.options().getOrDefault("group", "").split(","))
        .filter(group -> !group.isEmpty())
        .collect(Collectors.toSet());
  }
}
