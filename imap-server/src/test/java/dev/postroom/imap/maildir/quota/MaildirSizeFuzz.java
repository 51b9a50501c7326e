package dev.postroom.imap.maildir.quota;

/** A maildirsize is read as a limit and a sum; what a count leaves is read as that count. */
public final class MaildirSizeFuzz {

  private MaildirSizeFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    MaildirSize read = MaildirSize.parse(input);
    if (read.isSound()) {
      MaildirSize again = MaildirSize.parse(MaildirSize.render(read.limit(), read.used()));
      if (!again.limit().equals(read.limit())
          || !again.used().equals(read.used())
          || again.changes() != 1) {
        throw new AssertionError("written and read it is another: " + read + ", " + again);
      }
    }
  }
}
