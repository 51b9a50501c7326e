package dev.postroom.imap.maildir.tree;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Notices folders whose directories are named in modified UTF-7, as Courier before 5.0 wrote them.
 * Like Courier since then, we list them by the name that is on disk: a client of RFC 6855 may well
 * have made a folder that is called so. What to do is the administrator's to decide, who is told
 * once for as long as the Maildir is in use.
 */
final class LegacyNames {

  private static final System.Logger LOG = System.getLogger(LegacyNames.class.getName());

  /** One UTF-16 unit takes three letters of base 64. */
  private static final Pattern SHIFTED = Pattern.compile("&[A-Za-z0-9+,]{3,}-");

  private final Path maildir;
  private volatile boolean told;

  LegacyNames(Path maildir) {
    this.maildir = maildir;
  }

  static boolean looksLegacy(String directory) {
    return SHIFTED.matcher(directory).find();
  }

  /** Takes a look at the name of a folder's directory. */
  void look(String directory) {
    if (!told && looksLegacy(directory)) {
      told = true;
      LOG.log(
          Level.WARNING,
          "folder {0} of {1} seems to be named in modified UTF-7, by a Courier before 5.0; clients"
              + " see the name as it is on disk. While nobody uses the Maildir, convert it by"
              + " Courier''s ''maildirmake --convutf8 {1}''; ''--checkutf8'' only looks",
          directory,
          maildir);
    }
  }
}
