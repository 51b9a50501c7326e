package dev.postroom.imap.net;

import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.tls.FinishedHandshake;
import java.net.InetSocketAddress;

/** What others want to know of connections. Called from event loops: quick, and does not throw. */
public interface ConnectionEvents {

  /** It is known who connects; the decision about him follows. */
  void arrived(Arrival arrival);

  /** A client was let in; {@link #closed} follows, once. */
  void admitted(InetSocketAddress from, Admitted decision);

  /**
   * @param from the client; the load balancer, or who claims to be one, where that is all there is
   */
  void refused(InetSocketAddress from, Refused decision);

  /** A handshake of an admitted connection is over. */
  default void handshake(Handshake handshake) {}

  /** So many bytes came from a client and are handed on, decrypted and inflated. */
  default void received(int bytes) {}

  /** So many are sent to a client, before they are encrypted. */
  default void sent(int bytes) {}

  /** An admitted connection is closed. */
  void closed(InetSocketAddress from);

  /** What became of a TLS handshake. */
  sealed interface Handshake {

    /** It came to its end, and the session begins. */
    record Done(FinishedHandshake how) implements Handshake {}

    /** The client broke it off, took too long, or could not agree with the server. */
    record Failed() implements Handshake {}

    /** The server closed the connection before it began, since too many others waited. */
    record Shed() implements Handshake {}
  }
}
