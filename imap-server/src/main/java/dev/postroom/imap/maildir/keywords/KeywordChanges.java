package dev.postroom.imap.maildir.keywords;

import dev.postroom.imap.maildir.files.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes of the keywords of many messages. Those that get the same keywords get the same file,
 * which is written and synced once and then linked to the name of each: to any reader that is as if
 * each had a file of its own. Closing it deletes what was written and is no message's.
 */
final class KeywordChanges implements AutoCloseable {

  private final Path directory;
  private final DurableFiles files;

  /** What was written, by the keywords in it. */
  private final Map<List<String>, Path> written = new HashMap<>();

  /**
   * @param directory of keywords, which is there
   */
  KeywordChanges(Path directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Tells that a message has these keywords and no other ones.
   *
   * @return false when that is not done because there is a change to be read and merged first
   */
  boolean change(String base, Collection<String> keywords) throws IOException {
    List<String> content = List.copyOf(keywords);
    boolean isShared = written.containsKey(content);
    try {
      files.link(file(content), directory.resolve(base));
    } catch (FileAlreadyExistsException change) {
      return false;
    } catch (FileSystemException e) {
      if (!isShared) {
        throw e;
      }
      // A file has only so many links.
      Files.deleteIfExists(written.remove(content));
      return change(base, content);
    }
    return true;
  }

  private Path file(List<String> keywords) throws IOException {
    Path before = written.get(keywords);
    if (before != null) {
      return before;
    }
    Path file = directory.resolve(KeywordFileName.TMP + files.names().next().inTmp());
    written.put(keywords, file);
    try (FileChannel out = files.create(file)) {
      files.write(out, KeywordFile.render(keywords), 0);
      files.sync(out);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    for (Path file : written.values()) {
      Files.deleteIfExists(file);
    }
  }
}
