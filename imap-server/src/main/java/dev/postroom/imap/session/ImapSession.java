package dev.postroom.imap.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One client's session, from the greeting to the end. {@code net} creates one for an admitted
 * connection, calls {@link #start}, then hands over what the client sends. Deadlines are the
 * session's own affair, by {@link SessionServices#timer}; nobody needs to tick it.
 */
public final class ImapSession {

  private final Connection connection;
  private final SessionServices services;

  public ImapSession(Connection connection, SessionServices services) {
    this.connection = connection;
    this.services = services;
  }

  /**
   * Greets the client. Returns at once; the greeting is sent from a thread of the session's own.
   */
  public void start() {
    services.executor().execute(() -> say("* OK Postroom ready.\r\n"));
  }

  /**
   * Takes bytes from the client; called from the event loop, never blocks. The session copies them.
   * When more waits than it likes, it calls {@link Connection#pauseReading}.
   */
  public void received(ByteBuffer bytes) {}

  /** The client is gone. */
  public void disconnected() {}

  /** Lets the running command finish, says {@code * BYE} and closes. Returns at once. */
  public void bye(ByeReason reason) {
    services.executor().execute(() -> say("* BYE " + reason.text() + "\r\n"));
  }

  private void say(String line) {
    try {
      connection.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException gone) {
      connection.close();
    }
  }
}
