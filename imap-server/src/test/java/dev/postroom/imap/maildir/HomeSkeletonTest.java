package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeSkeletonTest {

  @TempDir Path directory;
  private Path skeleton;
  private Path home;

  @BeforeEach
  void layOut() throws IOException {
    skeleton = Files.createDirectory(directory.resolve("skeleton"));
    home = directory.resolve("homes/anna");
    Files.createDirectories(skeleton.resolve("..data/Maildir/.Drafts/cur"));
    Files.writeString(skeleton.resolve("..data/notice"), "Welcome");
    Files.createSymbolicLink(skeleton.resolve("notice"), Path.of("..data/notice"));
    Files.createSymbolicLink(skeleton.resolve("Maildir"), Path.of("..data/Maildir"));
  }

  @Test
  void aUserWithoutAHomeGetsACopyAsTheKubeletLaysOutAConfigMap() throws Exception {
    Files.setPosixFilePermissions(skeleton, PosixFilePermissions.fromString("r-xr-x---"));

    new HomeSkeleton(skeleton, home).makeHome();

    assertThat(MailServer.files(home)).containsExactly("Maildir", "notice");
    assertThat(home.resolve("notice")).isRegularFile().hasContent("Welcome");
    assertThat(Files.isSymbolicLink(home.resolve("notice"))).isFalse();
    assertThat(home.resolve("Maildir/.Drafts/cur")).isDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwxr-x---");
    assertThat(MailServer.files(home.getParent())).containsExactly("anna");
  }

  @Test
  void aHomeThatIsThereStaysAsItIs() throws Exception {
    Files.createDirectories(home);

    new HomeSkeleton(skeleton, home).makeHome();

    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aSkeletonThatCannotBeCopiedLeavesNothing() throws Exception {
    assertThatThrownBy(() -> new HomeSkeleton(directory.resolve("none"), home).makeHome())
        .isInstanceOf(NoSuchFileException.class);
    Path deep = skeleton.resolve("x");
    for (int depth = 0; depth < HomeSkeleton.MAX_DEPTH; depth++) {
      deep = deep.resolve("x");
    }
    Files.createDirectories(deep);
    assertThatThrownBy(() -> new HomeSkeleton(skeleton, home).makeHome())
        .hasMessageContaining("make it flatter");
    assertThat(home.getParent()).isEmptyDirectory();
  }
}
