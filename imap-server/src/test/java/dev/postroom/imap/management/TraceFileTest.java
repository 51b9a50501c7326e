package dev.postroom.imap.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.session.ProtocolTrace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

  @TempDir Path directory;

  @Test
  void bothDirectionsAreWrittenBehindWhatIsThere() throws Exception {
    Path file = Files.writeString(directory.resolve("trace"), "before\n");
    try (ProtocolTrace trace = TraceFile.open(file)) {
      trace.received("a NOOP");
      trace.sent(ByteBuffer.wrap("a OK done\r\n".getBytes(StandardCharsets.US_ASCII)));
    }
    assertThat(file).hasContent("before\nREAD: a NOOP\nWRITE: a OK done\r\n");
  }

  @Test
  void noFileIsMadeAndNoLinkFollowed() throws Exception {
    Path target = Files.createFile(directory.resolve("target"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);

    assertThat(TraceFile.open(directory.resolve("none"))).isSameAs(ProtocolTrace.NONE);
    assertThat(directory.resolve("none")).doesNotExist();
    assertThat(TraceFile.open(link)).isSameAs(ProtocolTrace.NONE);
    assertThat(TraceFile.open(directory)).isSameAs(ProtocolTrace.NONE);
  }

  @Test
  void aFileThatIsFullGetsNothingMore() throws Exception {
    Path file = Files.createFile(directory.resolve("trace"));
    try (ProtocolTrace trace = TraceFile.open(file, 20)) {
      trace.received("12345678");
      trace.received("123456789");
      trace.received("1");
    }
    assertThat(file).hasContent("READ: 12345678\n");
  }
}
