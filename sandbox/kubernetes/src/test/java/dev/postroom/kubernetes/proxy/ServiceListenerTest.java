package dev.postroom.kubernetes.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceListenerTest {

  private static final InetSocketAddress CLIENT = new InetSocketAddress("127.81.9.9", 0);

  private InetAddress node;
  private ServerSocket pod;

  @BeforeEach
  void startAPodThatTellsWhoCalls() throws IOException {
    node = InetAddress.getByName("127.81.0.2");
    pod = new ServerSocket(0, 50, InetAddress.getByName("127.81.3.2"));
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    pod.close();
  }

  /** Says the client's address, then says again all that the client says until it ends. */
  private void serve() {
    while (!pod.isClosed()) {
      try {
        Socket client = pod.accept();
        Thread.ofVirtual().start(() -> echo(client));
      } catch (IOException e) {
        assertThat(pod.isClosed()).as("accept failed: %s", e).isTrue();
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getOutputStream().write(client.getInetAddress().getHostAddress().getBytes(UTF_8));
      client.getOutputStream().write('\n');
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      assertThat(e).as("the client went away").isNotNull();
    }
  }

  private ServiceListener listener(int port, boolean translated) throws IOException {
    return new ServiceListener(new InetSocketAddress("127.81.2.2", port), node, route(translated));
  }

  private Route route(boolean translated) {
    return new Route(List.of((InetSocketAddress) pod.getLocalSocketAddress()), translated);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.81.2.2"))) {
      return probe.getLocalPort();
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(CLIENT);
    socket.connect(new InetSocketAddress("127.81.2.2", port), 10_000);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\n'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }

  @Test
  void thePodSeesTheClientsOwnAddress() throws Exception {
    int port = freePort();
    try (ServiceListener listener = listener(port, false);
        Socket client = connect(port)) {
      assertThat(line(client)).isEqualTo("127.81.9.9");
    }
  }

  @Test
  void thePodSeesTheNodesAddressWhereItIsTranslated() throws Exception {
    int port = freePort();
    try (ServiceListener listener = listener(port, true);
        Socket client = connect(port)) {
      assertThat(line(client)).isEqualTo("127.81.0.2");
    }
  }

  @Test
  void aConnectionOutlivesItsListenerAndAChangeOfTheRoute() throws Exception {
    int port = freePort();
    ServiceListener listener = listener(port, false);
    try (Socket client = connect(port)) {
      assertThat(line(client)).isEqualTo("127.81.9.9");
      listener.route(route(true));
      listener.close();
      client.getOutputStream().write("still there?\n".getBytes(UTF_8));
      assertThat(line(client)).isEqualTo("still there?");
    }
  }

  @Test
  void anEndOfOneDirectionLeavesTheOtherOpen() throws Exception {
    int port = freePort();
    try (ServiceListener listener = listener(port, false);
        Socket client = connect(port)) {
      line(client);
      client.getOutputStream().write("last words".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(line(client)).isEqualTo("last words");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }
}
