package dev.postroom.kubernetes.workqueue;

/** Brings what is closer to what should be, for one object. */
@FunctionalInterface
public interface Reconciler {

  /**
   * Called for one key at a time; must be harmless when there is nothing to do. An exception has
   * the key tried again later.
   */
  void reconcile(ObjectKey key);
}
