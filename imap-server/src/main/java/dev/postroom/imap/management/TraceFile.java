package dev.postroom.imap.management;

import dev.postroom.imap.session.ProtocolTrace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/**
 * A file that a trace is written to, as Courier does (IMAPDEBUGFILE):
 *
 * <pre>
 * trace = *( "READ: " line LF / "WRITE: " 1*OCTET )
 * </pre>
 *
 * Sessions that have the same file open write one behind the other.
 */
public final class TraceFile implements ProtocolTrace {

  /** A file that is as long gets nothing more: it may be forgotten where it is. */
  static final long MAX_BYTES = 64L << 20;

  private static final Logger LOG = Logger.getLogger(TraceFile.class);

  private final Path file;
  private final FileChannel out;
  private final long maxBytes;
  private boolean full;

  private TraceFile(Path file, FileChannel out, long maxBytes) {
    this.file = file;
    this.out = out;
    this.maxBytes = maxBytes;
  }

  /** Writes to a file if it is there; it is never made, and no link is followed. */
  public static ProtocolTrace open(Path file) {
    return open(file, MAX_BYTES);
  }

  static ProtocolTrace open(Path file, long maxBytes) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return ProtocolTrace.NONE;
    }
    try {
      FileChannel out =
          FileChannel.open(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
      return new TraceFile(file, out, maxBytes);
    } catch (IOException e) {
      LOG.warnf("WARN: nothing is written to %s (IMAPDEBUGFILE): %s", file, e);
      return ProtocolTrace.NONE;
    }
  }

  @Override
  public void received(String line) {
    write("READ: ", StandardCharsets.UTF_8.encode(line + "\n"));
  }

  @Override
  public void sent(ByteBuffer bytes) {
    write("WRITE: ", bytes);
  }

  private void write(String label, ByteBuffer bytes) {
    if (full) {
      return;
    }
    try {
      ByteBuffer piece = ByteBuffer.allocate(label.length() + bytes.remaining());
      piece.put(StandardCharsets.US_ASCII.encode(label)).put(bytes).flip();
      full = out.size() + piece.remaining() > maxBytes;
      if (full) {
        LOG.warnf("WARN: %s (IMAPDEBUGFILE) is full; delete it when it is read", file);
      } else {
        out.write(piece);
      }
    } catch (IOException e) {
      full = true;
      LOG.warnf("WARN: nothing more is written to %s (IMAPDEBUGFILE): %s", file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      LOG.warnf("WARN: the end of %s (IMAPDEBUGFILE) may be missing: %s", file, e);
    }
  }
}
