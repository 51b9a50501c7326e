package dev.postroom.imap.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a session may ask of the connection that carries it; implemented by {@code net}. Methods
 * that block are called from virtual threads only.
 */
public interface Connection {

  /** The client's address, after a PROXY header where one is trusted. */
  InetSocketAddress remote();

  /** What the client connected to: after a PROXY header the load balancer's address. */
  InetSocketAddress local();

  /** Whether what is sent now is encrypted. */
  boolean encrypted();

  /**
   * The certificate that the client has shown, checked against TLS_TRUSTCERTS; empty without TLS,
   * and where the client has none or was not asked. What EXTERNAL (RFC 4422 appendix A) goes by.
   */
  default Optional<X509Certificate> clientCertificate() {
    return Optional.empty();
  }

  /**
   * The server's own certificate, by which TLS was started; empty without TLS. What the channel
   * binding tls-server-end-point (RFC 5929 section 4) is made of.
   */
  default Optional<X509Certificate> serverCertificate() {
    return Optional.empty();
  }

  /** Whether TLS can still be started here: there is a certificate and it is not yet in use. */
  boolean canStartTls();

  /**
   * Sends bytes in order, copying nothing; the buffer must not change afterwards. Blocks while more
   * than a bounded amount is waiting to be sent.
   *
   * @throws IOException when the client is gone or does not read for the write timeout (60 s)
   */
  void write(ByteBuffer bytes) throws IOException;

  /** Stops and resumes the flow of bytes from the client; for back-pressure. */
  void pauseReading();

  void resumeReading();

  /**
   * Drops whatever the client sent in the clear and is not yet handed over, sends {@code answer}
   * and does the handshake (RFC 3501 section 6.2.1).
   */
  void startTls(ByteBuffer answer) throws IOException;

  /** Whether what is sent now is compressed. */
  boolean compressed();

  /**
   * Sends {@code answer} as it is, and from then on compresses in both directions (DEFLATE, RFC
   * 4978). Every {@link #write} can be read by the client as soon as it has arrived.
   *
   * @param behind takes back what the client has sent behind the command: it counts as compressed.
   *     Called once, at a moment at which nothing is handed over
   */
  void startCompression(ByteBuffer answer, Supplier<ByteBuffer> behind) throws IOException;

  /** Sends what is waiting, then closes. */
  void close();

  /**
   * The same for a goodbye that the client does not expect: what it is sending meanwhile is taken,
   * unread, for a second at most, lest it makes the goodbye get lost.
   */
  default void hangUp() {
    close();
  }
}
