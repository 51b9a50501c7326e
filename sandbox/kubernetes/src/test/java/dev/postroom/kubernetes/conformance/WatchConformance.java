package dev.postroom.kubernetes.conformance;

import static dev.postroom.kubernetes.conformance.ApiUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Lists and watches: selectors, what changed since, and the end of history. */
interface WatchConformance extends ApiUnderTest {

  @Test
  default void listsByLabelAndByField() {
    var red = createConfigMap("list-", Map.of("set", "by-label", "colour", "red"));
    var blue = createConfigMap("list-", Map.of("set", "by-label", "colour", "blue"));
    var maps = client().configMaps().inNamespace(namespace());

    assertThat(maps.withLabel("set", "by-label").list().getItems())
        .containsExactlyInAnyOrder(red, blue);
    assertThat(maps.withLabelSelector("set=by-label,colour!=red").list().getItems())
        .containsExactly(blue);
    assertThat(maps.withLabelSelector("set=by-label,colour in (red,green)").list().getItems())
        .containsExactly(red);
    assertThat(maps.withField("metadata.name", blue.getMetadata().getName()).list().getItems())
        .containsExactly(blue);
  }

  @Test
  default void listsInPages() {
    for (int i = 0; i < 5; i++) {
      createConfigMap("page-", Map.of("set", "pages"));
    }
    var maps = client().configMaps().inNamespace(namespace()).withLabel("set", "pages");

    var first = maps.list(new ListOptionsBuilder().withLimit(3L).build());
    var second =
        maps.list(
            new ListOptionsBuilder()
                .withLimit(3L)
                .withContinue(first.getMetadata().getContinue())
                .build());

    assertThat(first.getItems()).hasSize(3);
    assertThat(second.getItems()).hasSize(2).doesNotContainAnyElementsOf(first.getItems());
    assertThat(second.getMetadata().getContinue()).isNullOrEmpty();
  }

  @Test
  default void watchesWhatHappensAfterAList() throws InterruptedException {
    var maps = client().configMaps().inNamespace(namespace()).withLabel("set", "watched");
    var from = maps.list().getMetadata().getResourceVersion();
    var before = createConfigMap("watch-", Map.of("set", "watched"));
    var events = new Events();

    try (var watch =
        maps.watch(new ListOptionsBuilder().withResourceVersion(from).build(), events)) {
      events.expect("ADDED", before);
      var changed =
          client()
              .resource(new ConfigMapBuilder(before).addToData("key", "changed").build())
              .update();
      events.expect("MODIFIED", changed);
      client().resource(changed).delete();
      assertThat(events.next()).startsWith("DELETED " + before.getMetadata().getName());
    }
  }

  @Test
  default void anObjectThatLeavesTheSelectionIsDeletedFromAWatch() throws InterruptedException {
    var maps = client().configMaps().inNamespace(namespace()).withLabel("set", "leaving");
    var from = maps.list().getMetadata().getResourceVersion();
    var events = new Events();

    try (var watch =
        maps.watch(new ListOptionsBuilder().withResourceVersion(from).build(), events)) {
      var map = createConfigMap("leave-", Map.of("set", "leaving"));
      events.expect("ADDED", map);
      client()
          .resource(map)
          .edit(
              it ->
                  new ConfigMapBuilder(it)
                      .editMetadata()
                      .addToLabels("set", "gone")
                      .endMetadata()
                      .build());
      assertThat(events.next()).startsWith("DELETED " + map.getMetadata().getName());
    }
  }

  @Test
  default void informersSeeWhatIsThereAndWhatComes() throws InterruptedException {
    var first = createConfigMap("inform-", Map.of("set", "informed"));
    var added = new LinkedBlockingQueue<ConfigMap>();
    var maps = client().configMaps().inNamespace(namespace()).withLabel("set", "informed");
    try (var informer = maps.inform(new Additions(added))) {
      assertThat(added.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(first);

      var second = createConfigMap("inform-", Map.of("set", "informed"));

      assertThat(added.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(second);
      assertThat(informer.getStore().list()).containsExactlyInAnyOrder(first, second);
    }
  }

  @Test
  default void refusesAContinuationThatNeverWas() {
    var status =
        refusal(
            () ->
                client()
                    .configMaps()
                    .inNamespace(namespace())
                    .list(new ListOptionsBuilder().withLimit(1L).withContinue("no-such").build()));

    assertThat(status.getCode()).isIn(400, 410);
  }

  /** What an informer says was added. */
  record Additions(BlockingQueue<ConfigMap> queue) implements ResourceEventHandler<ConfigMap> {

    @Override
    public void onAdd(ConfigMap map) {
      queue.add(map);
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap after) {
      // Only additions are looked at.
    }

    @Override
    public void onDelete(ConfigMap map, boolean unknown) {
      // Only additions are looked at.
    }
  }

  /** The events of a watch, in their order. */
  final class Events implements Watcher<ConfigMap> {

    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    @Override
    public void eventReceived(Action action, ConfigMap map) {
      queue.add(text(action.name(), map));
    }

    @Override
    public void onClose(WatcherException cause) {
      queue.add("closed " + cause.getMessage());
    }

    String next() throws InterruptedException {
      var event = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      return event == null ? "nothing came" : event;
    }

    void expect(String action, ConfigMap map) throws InterruptedException {
      assertThat(next()).isEqualTo(text(action, map));
    }

    private static String text(String action, ConfigMap map) {
      var metadata = map.getMetadata();
      return action + " " + metadata.getName() + " " + metadata.getResourceVersion();
    }
  }
}
