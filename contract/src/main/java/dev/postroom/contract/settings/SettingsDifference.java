package dev.postroom.contract.settings;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Names of the variables whose values differ, by what it takes to honour the new ones. Variables
 * that mean nothing to the server are left out.
 *
 * @param live honoured by a running server
 * @param restart honoured once it is started again
 */
public record SettingsDifference(SortedSet<String> live, SortedSet<String> restart) {

  public SettingsDifference {
    live = Collections.unmodifiableSortedSet(new TreeSet<>(live));
    restart = Collections.unmodifiableSortedSet(new TreeSet<>(restart));
  }

  public boolean isEmpty() {
    return live.isEmpty() && restart.isEmpty();
  }

  /** The names in either, such as for the plain and the TLS listener. */
  public SettingsDifference union(SettingsDifference other) {
    var bothLive = new TreeSet<>(live);
    bothLive.addAll(other.live);
    var bothRestart = new TreeSet<>(restart);
    bothRestart.addAll(other.restart);
    return new SettingsDifference(bothLive, bothRestart);
  }
}
