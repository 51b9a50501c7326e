package dev.postroom.imap.session;

import java.nio.ByteBuffer;

/**
 * Hears what a client and the server say to each other once somebody has logged in (IMAPDEBUGFILE).
 * Called by one thread at a time; does not throw.
 */
public interface ProtocolTrace extends AutoCloseable {

  /** Nobody listens. */
  ProtocolTrace NONE =
      new ProtocolTrace() {
        @Override
        public void received(String line) {}

        @Override
        public void sent(ByteBuffer bytes) {}

        @Override
        public void close() {}
      };

  /**
   * A line that the client sent, without its end. Of passwords there is nothing in it, and of
   * literals only how long they are.
   */
  void received(String line);

  /**
   * A piece of what the client is sent.
   *
   * @param bytes to be read before the call returns
   */
  void sent(ByteBuffer bytes);

  /** The session has ended. */
  @Override
  void close();
}
