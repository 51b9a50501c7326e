package dev.postroom.imap.maildir.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folders of all users that nobody uses at the moment. Their views are kept, so that whoever opens
 * one again has it after a few looks at the disk, until others need the memory: those that were
 * left the longest time ago go first.
 */
public final class IdleFolders {

  /**
   * So many messages are in all these folders together. One takes about 130 bytes, which makes 40
   * MiB.
   */
  public static final int MAX_MESSAGES = 300_000;

  /** A folder counts as so many messages at least, for an empty one takes memory too. */
  static final int MIN_WEIGHT = 50;

  private final long budget;

  /** The one that was left first comes first. */
  private final Map<Folder, Idle> idle = new LinkedHashMap<>();

  private long weight;

  /**
   * A folder that nobody uses.
   *
   * @param owner of the folder
   * @param weight in messages
   */
  record Idle(Folder folder, OpenFolders owner, int weight) {}

  /**
   * @param budget of messages; with 0 no folder is kept
   */
  public IdleFolders(long budget) {
    this.budget = budget;
  }

  /**
   * Takes a folder that nobody uses any more.
   *
   * @return those that must go
   */
  synchronized List<Idle> add(Folder folder, OpenFolders owner, int messages) {
    remove(folder);
    var added = new Idle(folder, owner, Math.max(messages, MIN_WEIGHT));
    idle.put(folder, added);
    weight += added.weight;
    var leaving = new ArrayList<Idle>();
    var oldest = idle.values().iterator();
    while (weight > budget && oldest.hasNext()) {
      Idle left = oldest.next();
      oldest.remove();
      weight -= left.weight;
      leaving.add(left);
    }
    return leaving;
  }

  /** Forgets a folder: it is used again. */
  synchronized void remove(Folder folder) {
    Idle removed = idle.remove(folder);
    if (removed != null) {
      weight -= removed.weight;
    }
  }
}
