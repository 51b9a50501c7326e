package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.kubernetes.upstream.UpstreamBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamTest {

  @TempDir private Path directory;

  @Test
  void oneThatDoesNotStartLeavesNothingBehindAndItsLastWordsAreTold() throws IOException {
    for (var name : List.of("etcd", "kube-apiserver", "kubectl")) {
      Files.writeString(directory.resolve(name), "#!/bin/sh\necho not today\n");
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString("rwx------"));
    }
    var written = directory.resolve("written");

    assertThatThrownBy(() -> Upstream.start(new UpstreamBinaries(directory), written))
        .hasMessageContaining("etcd ended")
        .hasMessageContaining("not today");

    assertThat(written).doesNotExist();
  }
}
