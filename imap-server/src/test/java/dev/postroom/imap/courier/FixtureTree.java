package dev.postroom.imap.courier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lays out the mail that {@code courier/tree.txt} describes: the same octets, names, modes and
 * times wherever and whenever it is done.
 */
final class FixtureTree {

  private static final Pattern SIZE = Pattern.compile("\\{(\\w+)}");
  private static final String DIRECTORY_MODE = "rwx------";
  private static final String FILE_MODE = "rw-r--r--";
  private static final String MARK_MODE = "rw-------";

  private final Function<String, Path> homes;
  private Path maildir;
  private Path folder;
  private Path file;

  private FixtureTree(Function<String, Path> homes) {
    this.homes = homes;
  }

  /**
   * Lays the tree out.
   *
   * @param homes where each user's Maildir is to be made
   */
  static void layOut(Function<String, Path> homes) throws IOException {
    var tree = new FixtureTree(homes);
    String text = new String(Resources.bytes("tree.txt"), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      tree.add(line);
    }
  }

  /**
   * Lays out a quota.
   *
   * @param lines of {@code maildirsize}
   */
  static void quota(Path home, List<String> lines) throws IOException {
    Path file = home.resolve("Maildir").resolve("maildirsize");
    withMode(Files.write(file, lines), FILE_MODE);
  }

  /**
   * Replaces a file.
   *
   * @param text in which {@code {MESSAGE}} stands for the size of a message
   */
  static void replace(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    withMode(Files.writeString(file, sized(text), StandardCharsets.ISO_8859_1), FILE_MODE);
  }

  /** The octets of a message of the fixtures. */
  static byte[] message(String name) throws IOException {
    return Resources.bytes("messages/" + name + ".eml");
  }

  private void add(String line) throws IOException {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("|")) {
      Files.writeString(file, sized(line.substring(1)) + "\n", StandardOpenOption.APPEND);
      return;
    }
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "user" -> {
        maildir = homes.apply(words[1]).resolve("Maildir");
        directory(maildir);
      }
      case "folder" -> folder(words[1]);
      case "message" -> message(words[1].split(" "));
      case "file" -> file(words[1]);
      default -> throw new IllegalArgumentException("tree.txt: " + line);
    }
  }

  private void folder(String name) throws IOException {
    folder = maildir.resolve(name).normalize();
    directory(folder);
    for (String part : List.of("cur", "new", "tmp")) {
      directory(folder.resolve(part));
    }
    if (!folder.equals(maildir)) {
      withMode(Files.createFile(folder.resolve("maildirfolder")), MARK_MODE);
    }
  }

  private void message(String[] words) throws IOException {
    Path path = folder.resolve(sized(words[0]));
    Files.write(path, message(words[1]));
    withMode(path, FILE_MODE);
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse(words[2])));
  }

  private void file(String name) throws IOException {
    file = folder.resolve(sized(name));
    directory(file.getParent());
    withMode(Files.createFile(file), FILE_MODE);
  }

  private static void directory(Path path) throws IOException {
    if (!Files.exists(path)) {
      withMode(Files.createDirectories(path), DIRECTORY_MODE);
    }
  }

  private static void withMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String sized(String text) throws IOException {
    Matcher size = SIZE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (size.find()) {
      size.appendReplacement(filled, String.valueOf(message(size.group(1)).length));
    }
    return size.appendTail(filled).toString();
  }
}
