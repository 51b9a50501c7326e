package dev.postroom.kubernetes.node.probe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks once. An HTTP answer from 200 to 399 is good, as is a TCP connection that is accepted; both
 * have {@code timeoutSeconds}.
 */
final class ProbeCheck {

  private final Probe probe;
  private final Container container;
  private final InetAddress address;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @throws UnsupportedOperationException for a probe of a kind that this node cannot do
   */
  ProbeCheck(Probe probe, Container container, InetAddress address, HttpClient http) {
    if (probe.getHttpGet() == null && probe.getTcpSocket() == null) {
      throw new UnsupportedOperationException(
          "container \""
              + container.getName()
              + "\": this node probes by httpGet and tcpSocket"
              + " only");
    }
    this.probe = probe;
    this.container = container;
    this.address = address;
    this.http = http;
    this.timeout =
        Duration.ofSeconds(probe.getTimeoutSeconds() == null ? 1 : probe.getTimeoutSeconds());
  }

  /** What is wrong, or nothing when the answer is good. */
  Optional<String> ask() throws InterruptedException {
    try {
      return probe.getHttpGet() == null ? connect() : get(probe.getHttpGet());
    } catch (IOException | IllegalArgumentException e) {
      // The latter is a path or header that cannot be sent.
      return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private Optional<String> get(HTTPGetAction get) throws IOException, InterruptedException {
    String scheme = "HTTPS".equals(get.getScheme()) ? "https" : "http";
    String host = get.getHost() == null ? address.getHostAddress() : get.getHost();
    String path = get.getPath() == null ? "/" : get.getPath();
    URI uri = URI.create(scheme + "://" + host + ":" + port(get.getPort()) + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout).GET();
    for (HTTPHeader header : get.getHttpHeaders()) {
      request.header(header.getName(), header.getValue());
    }
    int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    return status >= 200 && status < 400
        ? Optional.empty()
        : Optional.of("HTTP probe failed with statuscode: " + status);
  }

  private Optional<String> connect() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, port(probe.getTcpSocket().getPort())),
          (int) timeout.toMillis());
      return Optional.empty();
    }
  }

  private int port(IntOrString port) throws IOException {
    if (port.getStrVal() == null) {
      return port.getIntVal();
    }
    return container.getPorts().stream()
        .filter(p -> port.getStrVal().equals(p.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(() -> new IOException("the container has no port named " + port.getStrVal()));
  }
}
