package dev.postroom.contract.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccessDirectoryTest {

  @Test
  void everyFileCountsInTheOrderOfNames() {
    assertThat(AccessDirectory.filesToRead(List.of("tenants", "default", "10-raised")))
        .containsExactly("10-raised", "default", "tenants");
  }

  @Test
  void whatEditorsAndPackageManagersLeaveBehindDoesNotCount() {
    assertThat(
            AccessDirectory.filesToRead(
                List.of(
                    "a", "a~", "a.dpkg-old", "a.dpkg-new", "a.rpmsave", "a.rpmnew", "dpkg-old")))
        .containsExactly("a", "dpkg-old");
  }

  @Test
  void theShippedVersionCountsUnlessAFileReplacesIt() {
    assertThat(AccessDirectory.filesToRead(List.of("a.dist", "b.dist", "b")))
        .containsExactly("a.dist", "b");
  }
}
