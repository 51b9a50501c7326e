package dev.postroom.bench.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket that holds nothing back: TCP_NODELAY, and quick acknowledgements. A server that writes a
 * short reply in two pieces waits otherwise for the acknowledgement of the first, which the kernel
 * delays by 40 ms; with that, one would measure the kernel and not the server.
 */
final class QuickSocket extends Socket {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private InputStream input;

  /**
   * @param patience how long a read may wait
   */
  static QuickSocket connect(Endpoint endpoint, Duration patience) throws IOException {
    var socket = new QuickSocket();
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.setSoTimeout((int) patience.toMillis());
      if (endpoint.source().isPresent()) {
        socket.bind(new InetSocketAddress(endpoint.source().get(), 0));
      }
      socket.connect(endpoint.address(), (int) CONNECT_TIMEOUT.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    if (input == null) {
      input = new QuickInput(super.getInputStream());
    }
    return input;
  }

  /** The kernel takes the option back when it thinks that the two sides talk by turns. */
  private final class QuickInput extends FilterInputStream {

    QuickInput(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
      return super.read(target, offset, length);
    }
  }
}
