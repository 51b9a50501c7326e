package dev.postroom.kubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {

  private static final GroupResource MAPS = new GroupResource("", "configmaps");
  private static final ObjectKey KEY = new ObjectKey(MAPS, "default", "a");

  private final ObjectStore store = new ObjectStore();

  @Test
  void aWatcherWhoFellBehindTheHistoryIsToldToListAgain() throws Exception {
    store.create(KEY, map(0));
    long before = store.resourceVersion();
    for (int i = 1; i <= WatchHistory.LIMIT + 1; i++) {
      int value = i;
      store.update(KEY, old -> map(value));
    }

    assertThatThrownBy(() -> store.next(MAPS, before, Duration.ZERO))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            gone -> assertThat(gone.reason()).isEqualTo(ApiFailure.Reason.EXPIRED))
        .hasMessageStartingWith("too old resource version: " + before);
    assertThat(store.next(MAPS, before + 1, Duration.ZERO)).isPresent();
  }

  @Test
  void otherResourcesDoNotWearOutTheHistory() throws Exception {
    store.create(KEY, map(0));
    var noisy = new ObjectKey(new GroupResource("", "events"), "default", "e");
    store.create(noisy, map(0));
    for (int i = 1; i <= WatchHistory.LIMIT + 1; i++) {
      int value = i;
      store.update(noisy, old -> map(value));
    }

    assertThat(store.next(MAPS, 1, Duration.ZERO)).isPresent();
  }

  @Test
  void everyWriteIsOneVersionOfTheWholeStore() {
    var first = Metadata.of(store.create(KEY, map(0))).resourceVersion();
    var other = new ObjectKey(new GroupResource("", "events"), "default", "e");
    var second = Metadata.of(store.create(other, map(0))).resourceVersion();

    assertThat(Long.parseLong(second)).isEqualTo(Long.parseLong(first) + 1);
  }

  @Test
  void aWriteThatChangesNothingIsNone() {
    store.create(KEY, map(0));
    long before = store.resourceVersion();

    store.update(KEY, ObjectNode::deepCopy);

    assertThat(store.resourceVersion()).isEqualTo(before);
  }

  private static ObjectNode map(int value) {
    var object = JsonNodeFactory.instance.objectNode();
    object.putObject("metadata").put("name", "a");
    object.putObject("data").put("n", Integer.toString(value));
    return object;
  }
}
