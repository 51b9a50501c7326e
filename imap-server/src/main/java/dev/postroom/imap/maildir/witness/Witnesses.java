package dev.postroom.imap.maildir.witness;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Those who attend to directories, and are told what is done in them here. */
public final class Witnesses {

  private static final boolean IS_LINUX = System.getProperty("os.name").equals("Linux");

  private final Map<Path, Set<Witness>> byDirectory = new ConcurrentHashMap<>();

  /** A witness of a directory, who does not attend as yet. */
  public Witness of(Path directory) {
    return new Witness(directory, this);
  }

  /** Says that a file has got this name here. */
  public void named(Path file) {
    tell(file, true);
  }

  /** Says that a file has lost this name here. */
  public void unnamed(Path file) {
    tell(file, false);
  }

  private void tell(Path file, boolean isNamed) {
    if (!byDirectory.isEmpty()) {
      Set<Witness> attending = byDirectory.getOrDefault(file.getParent(), Set.of());
      attending.forEach(witness -> witness.does(isNamed, file.getFileName().toString()));
    }
  }

  Optional<Inotify> system() {
    return IS_LINUX ? Inotify.ofThisProcess() : Optional.empty();
  }

  void add(Witness witness) {
    byDirectory.merge(witness.directory(), Set.of(witness), Witnesses::union);
  }

  void remove(Witness witness) {
    byDirectory.computeIfPresent(
        witness.directory(),
        (_, attending) -> {
          var others = new HashSet<>(attending);
          others.remove(witness);
          return others.isEmpty() ? null : others;
        });
  }

  private static Set<Witness> union(Set<Witness> some, Set<Witness> others) {
    var all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
