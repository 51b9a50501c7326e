package dev.postroom.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCatalogueTest {

  private static final Image SERVER = new Image(List.of("java", "-jar", "server.jar"), Map.of());
  private final ImageCatalogue catalogue =
      new ImageCatalogue(Map.of("postroom/imap-server", SERVER));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postroom/imap-server",
        "postroom/imap-server:0.1.0",
        "docker.io/postroom/imap-server:latest",
        "localhost:5000/postroom/imap-server:0.2.0",
        "postroom/imap-server@sha256:0123",
        "ghcr.io/postroom/imap-server:1@sha256:0123"
      })
  void aRepositoryStandsForAllItsTagsInAnyRegistry(String reference) {
    assertThat(catalogue.find(reference)).contains(SERVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap-server", "postroom/imap", "other/postroom/imap-server", ""})
  void otherRepositoriesAreNotKnown(String reference) {
    assertThat(catalogue.find(reference)).isEmpty();
  }
}
