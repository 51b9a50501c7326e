package dev.postroom.imap.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;

/**
 * How a handshake went that succeeded.
 *
 * @param resumed whether an earlier session was gone on with; never told by the JDK's engine
 */
public record FinishedHandshake(TlsVersion version, boolean resumed) {

  /** Of a handler whose handshake is done, on its event loop. */
  public static FinishedHandshake of(SslHandler handler) {
    TlsVersion version =
        handler.engine().getSession().getProtocol().equals(TlsVersion.TLS_1_3.protocol())
            ? TlsVersion.TLS_1_3
            : TlsVersion.TLS_1_2;
    boolean resumed =
        handler.engine() instanceof ReferenceCountedOpenSslEngine engine
            && engine.sslPointer() != 0
            && SSL.isSessionReused(engine.sslPointer());
    return new FinishedHandshake(version, resumed);
  }
}
