package dev.postroom.imap.auth;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A user's account, as Courier's authlib describes one ({@code authinfo}). Paths are as the source
 * writes them; the server looks them up below its root.
 *
 * @param user the account's address: its name as the source writes it, with its domain where it has
 *     one. This, rather than what the client typed, is in logs and access control lists
 * @param fullName the person's name, where the source knows it
 * @param owner to whom the source says that the mail belongs
 * @param home the home directory, absolute
 * @param maildir the Maildir, relative to the home unless absolute; empty for the site's
 *     MAILDIRPATH
 * @param quota Courier's quota text ({@code 1000000S,500C}), where the account has one
 * @param options what else holds for the account
 */
public record Account(
    String user,
    Optional<String> fullName,
    Optional<Owner> owner,
    Path home,
    Optional<Path> maildir,
    Optional<String> quota,
    AccountOptions options) {

  /**
   * The numbers of a user and a group of the system. The server changes to neither, since it runs
   * as one user.
   */
  public record Owner(long uid, long gid) {}

  /** An account of which no more than its home is known. */
  public static Account at(String user, Path home) {
    return new Account(
        user,
        Optional.empty(),
        Optional.empty(),
        home,
        Optional.empty(),
        Optional.empty(),
        AccountOptions.NONE);
  }

  /** This account, with other options. */
  public Account with(AccountOptions others) {
    return new Account(user, fullName, owner, home, maildir, quota, others);
  }

  /**
   * Where the mail is, absolute.
   *
   * @param maildirpath the site's MAILDIRPATH
   */
  public Path maildir(Path maildirpath) {
    return home.resolve(maildir.orElse(maildirpath));
  }
}
