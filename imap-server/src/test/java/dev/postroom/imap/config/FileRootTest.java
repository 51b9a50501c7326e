package dev.postroom.imap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileRootTest {

  @Test
  void absolutePathsAreLookedUpBelowTheRootAndDoNotLeaveIt() {
    FileRoot pod = new FileRoot(Path.of("/run/pods/mail-0"));

    assertThat(pod.locate(Path.of("/etc/postroom")))
        .isEqualTo(Path.of("/run/pods/mail-0/etc/postroom"));
    assertThat(pod.locate(Path.of("/etc/../../home"))).isEqualTo(Path.of("/run/pods/mail-0/home"));
    assertThat(FileRoot.MACHINE.locate(Path.of("/etc"))).isEqualTo(Path.of("/etc"));
  }
}
