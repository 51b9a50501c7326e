package dev.postroom.bench.client;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Clients that have selected their INBOX and then say nothing. */
public final class IdleCrowd implements AutoCloseable {

  private final List<Socket> sockets = new ArrayList<>();

  /** One more. */
  public void join(Endpoint endpoint, Login login) throws IOException {
    ImapConnection connection = ImapConnection.login(endpoint, login);
    try {
      connection.command("SELECT INBOX");
      // Only the socket is kept, since the buffers of thousands of clients are large.
      sockets.add(connection.socket());
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  public int size() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
