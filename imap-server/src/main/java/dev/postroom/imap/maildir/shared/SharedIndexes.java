package dev.postroom.imap.maildir.shared;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Reads index files, each again when it has changed. */
public final class SharedIndexes {

  /** Of a longer file what is behind is not read; about 50,000 accounts. */
  static final int MAX_BYTES = 4 << 20;

  /** So many files are remembered; those that were not asked for longest are read again. */
  static final int MAX_FILES = 100;

  private static final Logger LOG = Logger.getLogger(SharedIndexes.class);

  /** Guarded by itself. */
  private final Map<Path, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
          return size() > MAX_FILES;
        }
      };

  private record Known(String version, SharedIndex index) {}

  /** What a file says now. One that is not there, or cannot be read, says nothing. */
  SharedIndex read(Path file) {
    String version;
    try {
      version = version(file);
    } catch (NoSuchFileException none) {
      return SharedIndex.EMPTY;
    } catch (IOException e) {
      LOG.errorf("ERR: %s cannot be read: %s", file, e);
      return SharedIndex.EMPTY;
    }
    synchronized (known) {
      Known before = known.get(file);
      if (before != null && before.version().equals(version)) {
        return before.index();
      }
    }
    SharedIndex index = parse(file);
    synchronized (known) {
      known.put(file, new Known(version, index));
    }
    return index;
  }

  private static String version(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
  }

  private static SharedIndex parse(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        LOG.errorf("ERR: %s is longer than %d bytes; divide it into groups", file, MAX_BYTES);
      }
      int length = Math.min(bytes.length, MAX_BYTES);
      var index = SharedIndex.parse(new String(bytes, 0, length, StandardCharsets.UTF_8));
      index.problems().forEach(problem -> LOG.errorf("ERR: %s:%s", file, problem));
      return index;
    } catch (IOException e) {
      LOG.errorf("ERR: %s cannot be read: %s", file, e);
      return SharedIndex.EMPTY;
    }
  }
}
