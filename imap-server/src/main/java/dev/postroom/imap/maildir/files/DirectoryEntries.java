package dev.postroom.imap.maildir.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.postroom.imap.maildir.files.FolderDirectory.NameConsumer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The names in a directory. Linux tells some hundreds of them by one call, getdents64(2), and each
 * costs here no more than its own bytes; a {@link DirectoryStream} makes three paths of it, which
 * is most of the work of opening a folder of 100,000 messages for the first time. Where there is no
 * such call, the stream does it.
 */
final class DirectoryEntries {

  /** So that nothing hangs where something else stands in place of a directory. */
  private static final int O_NONBLOCK = 0x800;

  private static final int O_CLOEXEC = 0x80000;

  private static final int ENOTDIR = 20;

  /** So much is asked for at once, as by the C library's readdir. */
  private static final int BUFFER_BYTES = 32 * 1024;

  /** {@code struct linux_dirent64}: inode, offset, length of the record, type; the name follows. */
  private static final int RECORD_LENGTH_AT = 16;

  private static final int NAME_AT = 19;

  /** Those in which a name ends with one zero. */
  private static final Set<Charset> NARROW =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII, StandardCharsets.ISO_8859_1);

  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

  private static final Optional<DirectoryEntries> OF_LINUX = ofLinux();

  private final Charset names;
  private final MethodHandle open;
  private final MethodHandle read;
  private final MethodHandle close;

  private DirectoryEntries(Charset names, Linker linker, SymbolLookup library) {
    this.names = names;
    this.open =
        linker.downcallHandle(
            library.findOrThrow("open"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    this.read =
        linker.downcallHandle(
            library.findOrThrow("getdents64"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
    this.close =
        linker.downcallHandle(
            library.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  private static Optional<DirectoryEntries> ofLinux() {
    SymbolLookup library = Linker.nativeLinker().defaultLookup();
    // What names are written in, which the locale tells.
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"), null);
    return System.getProperty("os.name").equals("Linux")
            && library.find("getdents64").isPresent()
            && names != null
            && NARROW.contains(names)
        ? Optional.of(new DirectoryEntries(names, Linker.nativeLinker(), library))
        : Optional.empty();
  }

  /** Tells all names but those of the directory itself and of the one above it. */
  static void tell(Path directory, NameConsumer name) throws IOException {
    if (OF_LINUX.isEmpty() || !OF_LINUX.get().tellAll(directory, name)) {
      stream(directory, name);
    }
  }

  private static void stream(Path directory, NameConsumer name) throws IOException {
    int parent = directory.toString().length() + 1;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        name.accept(entry.toString().substring(parent));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** False where it cannot be opened; why, a stream says better. */
  private boolean tellAll(Path directory, NameConsumer name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = open(arena, directory);
      if (descriptor < 0) {
        return false;
      }
      try {
        MemorySegment state = arena.allocate(STATE);
        MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
        int length;
        while ((length = read(state, descriptor, buffer)) > 0) {
          tell(buffer.asSlice(0, length).toArray(JAVA_BYTE), name);
        }
        if (length < 0) {
          throw failure(directory, state.get(JAVA_INT, ERRNO));
        }
        return true;
      } finally {
        close(descriptor);
      }
    }
  }

  private static IOException failure(Path directory, int errno) {
    return errno == ENOTDIR
        ? new NotDirectoryException(directory.toString())
        : new FileSystemException(
            directory.toString(), null, "getdents64 fails with errno " + errno);
  }

  private void tell(byte[] records, NameConsumer name) throws IOException {
    ByteBuffer lengths = ByteBuffer.wrap(records).order(ByteOrder.nativeOrder());
    for (int at = 0; at < records.length; ) {
      int from = at + NAME_AT;
      int to = from;
      while (records[to] != 0) {
        to++;
      }
      if (!isSelfOrParent(records, from, to)) {
        name.accept(new String(records, from, to - from, names));
      }
      at += Short.toUnsignedInt(lengths.getShort(at + RECORD_LENGTH_AT));
    }
  }

  private static boolean isSelfOrParent(byte[] name, int from, int to) {
    return name[from] == '.' && (to - from == 1 || (to - from == 2 && name[from + 1] == '.'));
  }

  private int open(Arena arena, Path directory) {
    try {
      MemorySegment path = arena.allocateFrom(directory.toString(), names);
      return (int) open.invokeExact(path, O_NONBLOCK | O_CLOEXEC);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int read(MemorySegment state, int descriptor, MemorySegment buffer) {
    try {
      return (int) (long) read.invokeExact(state, descriptor, buffer, (long) BUFFER_BYTES);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private void close(int descriptor) {
    try {
      int ignored = (int) close.invokeExact(descriptor);
      assert ignored == 0 : "a directory that was only read";
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A function of the system throws nothing. */
  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException(e);
  }
}
