package dev.postroom.bench.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whom mail belongs to, by number, since the user need not exist on this machine. Courier and
 * Dovecot open mail as its owner and refuse root's.
 */
public record FileOwner(int uid, int gid) {

  /** Gives away one file or directory. */
  public void take(Path file) throws IOException {
    if (!Integer.valueOf(uid)
        .equals(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
      Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
