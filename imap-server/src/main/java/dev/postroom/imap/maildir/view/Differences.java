package dev.postroom.imap.maildir.view;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a scan found to be different from the view. */
public final class Differences {

  private final List<StoredMessage> arrived = new ArrayList<>();
  private final List<StoredMessage> recent = new ArrayList<>();
  private final List<StoredMessage> vanished = new ArrayList<>();
  private final Set<StoredMessage> flagged = new LinkedHashSet<>();

  /** Messages that are new to the view, and had their UID from somebody else. */
  public List<StoredMessage> arrived() {
    return arrived;
  }

  /** Messages that got their UID in this scan; above all of {@link #arrived}. */
  public List<StoredMessage> recent() {
    return recent;
  }

  /** Messages whose files are gone. */
  public List<StoredMessage> vanished() {
    return vanished;
  }

  /** Messages whose flags another program changed. */
  public Set<StoredMessage> flagged() {
    return flagged;
  }
}
