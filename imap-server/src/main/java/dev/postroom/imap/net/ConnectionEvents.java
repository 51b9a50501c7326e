package dev.postroom.imap.net;

import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Refused;
import java.net.InetSocketAddress;

/** What others want to know of connections. Called from event loops: quick, and does not throw. */
public interface ConnectionEvents {

  /** It is known who connects; the decision about him follows. */
  void arrived(Arrival arrival);

  void admitted(InetSocketAddress from, Admitted decision);

  /**
   * @param from the client; the load balancer, or who claims to be one, where that is all there is
   */
  void refused(InetSocketAddress from, Refused decision);

  /** An admitted connection is closed. */
  void closed(InetSocketAddress from);
}
