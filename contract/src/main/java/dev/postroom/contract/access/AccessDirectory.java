package dev.postroom.contract.access;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Which files of an access map that is a directory count (makedat, Debian's and 5.3.2). */
public final class AccessDirectory {

  /** What editors and package managers leave behind. */
  private static final Pattern LEFTOVER =
      Pattern.compile(".*(~|\\.dpkg-[a-z]+|\\.rpmsave|\\.rpmnew|\\.rpmorig)");

  private static final String SHIPPED = ".dist";

  private AccessDirectory() {}

  /**
   * The files to read, in the order of their names. Left out are editors' backups, package
   * managers' leftovers, and the shipped version ({@code x.dist}) of a file {@code x} that is there
   * too.
   *
   * @param names of the regular files in the directory, those in directories below it left out
   */
  public static List<String> filesToRead(Collection<String> names) {
    return names.stream()
        .filter(name -> !LEFTOVER.matcher(name).matches())
        .filter(name -> !isReplaced(name, names))
        .sorted()
        .toList();
  }

  private static boolean isReplaced(String name, Collection<String> names) {
    return name.endsWith(SHIPPED)
        && names.contains(name.substring(0, name.length() - SHIPPED.length()));
  }
}
