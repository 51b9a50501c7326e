package dev.postroom.kubernetes.workqueue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/**
 * Passes on every event alike, since what happened is found out by looking.
 *
 * @param changed told of the object that was added, changed or deleted
 */
public record EveryEvent<T extends HasMetadata>(Consumer<T> changed)
    implements ResourceEventHandler<T> {

  @Override
  public void onAdd(T added) {
    changed.accept(added);
  }

  @Override
  public void onUpdate(T before, T after) {
    changed.accept(after);
  }

  @Override
  public void onDelete(T deleted, boolean lastStateUnknown) {
    changed.accept(deleted);
  }
}
