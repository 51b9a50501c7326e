package dev.postroom.imap.courier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Maildir++ tree as lines of text, in which what means the same to whoever reads the tree is
 * equal. What is given up, and why: the part of a new file's name that says when, where and by
 * which process it was made; the time of a message that was given none; UIDVALIDITY (see {@link
 * Normalised}); entries of {@code courierimapuiddb} for files that are gone; in which of its files
 * {@code courierimapkeywords} says what it says, and whether it is there when it says nothing; and
 * when rights that nobody changed, and notes on rights of folders that are gone, are written.
 */
final class TreeListing {

  private static final Pattern GIVEN_NAME =
      Pattern.compile(
          "\\d+\\.M\\d+P\\d+V[0-9A-F]{16}I[0-9A-F]{16}(_\\w+)?\\.[^,/:]+(,E=M[\\w-]{16})?");
  private static final Duration NOW = Duration.ofMinutes(10);
  private static final Set<String> MESSAGES = Set.of("cur", "new", "tmp");

  /** What a folder's list of rights says when nobody changed it. */
  private static final List<String> DEFAULT_RIGHTS =
      List.of("administrators aceilrstwx", "owner aceilrstwx");

  /** Where rights are kept for folders that are not there, which is a note to be forgotten. */
  private static final String RIGHTS_OF_MISSING_FOLDERS = "courierimaphieracl";

  /** Files of which each line stands for itself. */
  private static final Set<String> LINES = Set.of("courierimapsubscribed", "courierimapacl");

  private final Path maildir;
  private final String owner;
  private final List<String> lines = new ArrayList<>();

  private TreeListing(Path maildir, String owner) {
    this.maildir = maildir;
    this.owner = owner;
  }

  /** The tree of one user. */
  static List<String> of(Path home, String owner) throws IOException {
    var listing = new TreeListing(home.resolve("Maildir"), owner);
    listing.folder(listing.maildir);
    listing.lines.sort(null);
    return listing.lines;
  }

  /** Whether a line of a listing tells a file that is not finished. */
  static boolean isInTmp(String line) {
    return line.contains("/tmp: message ") || line.contains(" tmp: message ");
  }

  private void folder(Path folder) throws IOException {
    add(folder, mode(folder));
    Map<String, String> uids = uids(folder);
    Map<String, Set<String>> keywords = new KeywordListing(folder).keywords();
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (MESSAGES.contains(name)) {
        add(entry, mode(entry));
        for (Path message : entries(entry)) {
          message(message, uids, keywords);
        }
      } else if (name.equals(KeywordListing.DIRECTORY)) {
        if (!keywords.isEmpty()) {
          add(entry, mode(entry));
        }
      } else if (Files.isDirectory(entry)) {
        if (!name.equals(RIGHTS_OF_MISSING_FOLDERS)) {
          folder(entry);
        }
      } else {
        file(entry, name);
      }
    }
  }

  private void file(Path file, String name) throws IOException {
    if (name.equals("courierimapuiddb")) {
      String[] header = Files.readAllLines(file).getFirst().split(" ");
      add(file, "%s version %s next %s".formatted(mode(file), header[0], header[2]));
    } else if (name.equals("maildirsize")) {
      add(file, mode(file) + " " + quota(file));
    } else if (!isDefault(file, name)) {
      add(file, mode(file));
      if (LINES.contains(name)) {
        for (String line : Files.readAllLines(file)) {
          add(file, "has " + line);
        }
      }
    }
  }

  private static boolean isDefault(Path file, String name) throws IOException {
    return name.equals("courierimapacl")
        && Files.readAllLines(file).stream().sorted().toList().equals(DEFAULT_RIGHTS);
  }

  private void message(Path file, Map<String, String> uids, Map<String, Set<String>> keywords)
      throws IOException {
    String name = file.getFileName().toString();
    int colon = name.lastIndexOf(':');
    String base = colon < 0 ? name : name.substring(0, colon);
    byte[] octets = Files.readAllBytes(file);
    add(
        file.getParent(),
        "message uid %s %s%s %s %s %d %s %s"
            .formatted(
                uids.getOrDefault(base, "none"),
                GIVEN_NAME.matcher(base).replaceAll("(given)"),
                colon < 0 ? "" : name.substring(colon),
                mode(file),
                time(file),
                octets.length,
                digest(octets),
                keywords.getOrDefault(base, Set.of())));
  }

  private static Map<String, String> uids(Path folder) throws IOException {
    Path database = folder.resolve("courierimapuiddb");
    if (!Files.exists(database)) {
      return Map.of();
    }
    return Files.readAllLines(database).stream()
        .skip(1)
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(line -> line[1], line -> line[0]));
  }

  /** What is allowed, and the sums of what is used. */
  private static String quota(Path file) throws IOException {
    List<String> text = Files.readAllLines(file);
    long octets = 0;
    long messages = 0;
    for (String line : text.subList(1, text.size())) {
      String[] numbers = line.strip().split(" +");
      octets += Long.parseLong(numbers[0]);
      messages += Long.parseLong(numbers[1]);
    }
    return "allows %s, holds %d octets in %d messages".formatted(text.getFirst(), octets, messages);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .permissions());
  }

  private static String time(Path file) throws IOException {
    Instant time = Files.getLastModifiedTime(file).toInstant();
    return time.isAfter(Instant.now().minus(NOW)) ? "now" : time.toString();
  }

  private static String digest(byte[] octets) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(octets))
          .substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  private void add(Path path, String text) {
    String place = maildir.relativize(path).toString();
    lines.add("%s %s: %s".formatted(owner, place.isEmpty() ? "." : place, text));
  }

  /** {@code courierimapkeywords} as it is to be read: a file of a message goes before the list. */
  record KeywordListing(Path folder) {

    static final String DIRECTORY = "courierimapkeywords";

    Map<String, Set<String>> keywords() throws IOException {
      Path directory = folder.resolve(DIRECTORY);
      Map<String, Set<String>> keywords = new TreeMap<>();
      if (!Files.isDirectory(directory)) {
        return keywords;
      }
      Path list = directory.resolve(":list");
      if (Files.exists(list)) {
        fromList(Files.readAllLines(list, StandardCharsets.ISO_8859_1), keywords);
      }
      List<Path> aged =
          entries(directory).stream()
              .filter(f -> f.getFileName().toString().startsWith("."))
              .toList();
      for (Path file : aged) {
        String name = file.getFileName().toString().replaceFirst("^\\.\\d+\\.", "");
        keywords.put(name, Set.copyOf(Files.readAllLines(file)));
      }
      for (Path file : entries(directory)) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && !name.equals(":list")) {
          keywords.put(name, Set.copyOf(Files.readAllLines(file)));
        }
      }
      keywords.replaceAll((_, words) -> new TreeSet<>(words));
      return keywords;
    }

    private static void fromList(List<String> lines, Map<String, Set<String>> keywords) {
      int blank = lines.indexOf("");
      if (blank < 0) {
        return;
      }
      List<String> words = lines.subList(0, blank);
      for (String line : lines.subList(blank + 1, lines.size())) {
        int colon = line.lastIndexOf(':');
        Set<String> own = new TreeSet<>();
        for (String index : line.substring(colon + 1).strip().split(" ")) {
          own.add(words.get(Integer.parseInt(index)));
        }
        keywords.put(line.substring(0, colon), own);
      }
    }
  }
}
