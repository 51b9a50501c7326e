package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.store.ObjectKey;

/** Told of writes before anybody else can write or learns of them. */
interface WriteObserver {

  /** There is a new object. */
  void created(ObjectKey key, ObjectNode object);

  /** An object was written again. */
  void changed(ObjectKey key, ObjectNode object);
}
