package dev.postroom.office.play;

import dev.postroom.office.client.ImapConnection;
import java.io.IOException;

/** What a client does with a connection that was accepted. */
interface Habit {

  /**
   * Uses the connection until it ends.
   *
   * @throws IOException how it ended
   */
  void use(ImapConnection connection, Counters counters) throws IOException;
}
