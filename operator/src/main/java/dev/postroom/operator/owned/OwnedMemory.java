package dev.postroom.operator.owned;

import dev.postroom.crds.ImapServer;
import java.util.List;

/** What is remembered of the objects that one server owns. All of it can be lost. */
public final class OwnedMemory {

  final StorageMemory storage = new StorageMemory();
  private OwnedState state;

  public OwnedMemory(ImapServer server) {
    state = new OwnedState(StorageState.unknown(server), List.of());
  }

  /** What was seen last. */
  public OwnedState state() {
    return state;
  }

  void state(OwnedState state) {
    this.state = state;
  }
}
