package dev.postroom.imap.clients;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder of messages on the disk of the server or of a client, told apart by their subjects. */
record MaildirFolder(Path directory) {

  /** Makes the directories. */
  MaildirFolder create() throws IOException {
    for (String part : new String[] {"cur", "new", "tmp"}) {
      Files.createDirectories(directory.resolve(part));
    }
    return this;
  }

  /** Puts a message there as a delivery does. */
  void deliver(String subject) throws IOException {
    String unique = "1700000000.M%08xP1.%s".formatted(subject.hashCode(), "far");
    Path written = directory.resolve("tmp").resolve(unique);
    Files.writeString(
        written,
        """
        From: Carla <carla@example.com>
        To: anna@example.com
        Subject: %s
        Date: Sat, 21 Nov 2026 10:00:00 +0000
        Message-ID: <%s@example.com>

        We meet again on Monday.
        """
            .formatted(subject, subject.replace(' ', '.')));
    Files.move(written, directory.resolve("new").resolve(unique));
  }

  /** Marks messages with a letter such as {@code F}, as a mail reader on this Maildir does. */
  void mark(Predicate<String> subjects, char letter) throws IOException {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (subjects.test(subject(file)) && flags(file).indexOf(letter) < 0) {
        String base = name.contains(":2,") ? name.substring(0, name.indexOf(":2,")) : name;
        Files.move(
            file, directory.resolve("cur").resolve(base + ":2," + with(flags(file), letter)));
      }
    }
  }

  void delete(Predicate<String> subjects) throws IOException {
    for (Path file : files()) {
      if (subjects.test(subject(file))) {
        Files.delete(file);
      }
    }
  }

  /** The flag letters of each message, by its subject; two with one subject are an error. */
  Map<String, String> messages() throws IOException {
    var messages = new TreeMap<String, String>();
    for (Path file : files()) {
      if (messages.put(subject(file), flags(file)) != null) {
        throw new IOException("two messages with the subject " + subject(file));
      }
    }
    return messages;
  }

  private Iterable<Path> files() throws IOException {
    try (Stream<Path> all = Stream.concat(list("cur"), list("new"))) {
      return all.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  private Stream<Path> list(String part) throws IOException {
    return Files.list(directory.resolve(part));
  }

  private static String with(String flags, char letter) {
    return (flags + letter).chars().sorted().mapToObj(Character::toString).collect(joining());
  }

  private static String flags(Path file) {
    String name = file.getFileName().toString();
    int info = name.indexOf(":2,");
    return info < 0 ? "" : name.substring(info + 3);
  }

  private static String subject(Path message) {
    try (Stream<String> lines = Files.lines(message)) {
      return lines
          .filter(line -> line.startsWith("Subject: "))
          .map(line -> line.substring("Subject: ".length()).strip())
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
