package dev.postroom.imap.net;

import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Refused;
import java.net.InetSocketAddress;

/** What others want to know of connections. Called from event loops: quick, and does not throw. */
public interface ConnectionEvents {

  void admitted(InetSocketAddress from, Admitted decision);

  void refused(InetSocketAddress from, Refused decision);

  /** An admitted connection is closed. */
  void closed(InetSocketAddress from);
}
