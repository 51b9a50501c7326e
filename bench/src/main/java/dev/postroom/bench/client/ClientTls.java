package dev.postroom.bench.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS with a full handshake each time: the server has never seen this client. */
final class ClientTls {

  private static final AtomicLong HANDSHAKES = new AtomicLong();
  private static final SSLContext CONTEXT = trustingAll();

  private ClientTls() {}

  /** Returns after the handshake. */
  static Socket over(Socket socket) throws IOException {
    // Sessions are remembered by the server's name and port, so that a new name has none.
    String name = "client-" + HANDSHAKES.incrementAndGet() + ".invalid";
    SSLSocket tls =
        (SSLSocket) CONTEXT.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
    tls.startHandshake();
    return tls;
  }

  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has TLS", e);
    }
  }

  /** The servers' certificate is made for one run, and nobody else is at this loopback address. */
  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
