package dev.postroom.imap.maildir.uiddb;

import java.util.Optional;

/** A courierimapuiddb is read as UIDs that ascend below the next one, or as absent. */
public final class UidDbFuzz {

  private UidDbFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<UidDb> read = UidDb.parse(input);
    if (read.isEmpty()) {
      return;
    }
    UidDb database = read.get();
    long last = 0;
    for (UidDb.Entry entry : database.entries()) {
      if (entry.uid() <= last || entry.uid() >= database.nextUid() || entry.base().isEmpty()) {
        throw new AssertionError("not an entry behind UID " + last + ": " + entry);
      }
      last = entry.uid();
    }
    if (!UidDb.parse(database.render()).equals(read)) {
      throw new AssertionError("written and read it is another: " + database);
    }
  }
}
