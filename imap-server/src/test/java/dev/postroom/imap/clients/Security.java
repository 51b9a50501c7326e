package dev.postroom.imap.clients;

import dev.postroom.imap.net.Listener;

/** How a client protects its connection. */
enum Security {
  PLAIN(Listener.IMAP),
  STARTTLS(Listener.IMAP),
  TLS(Listener.IMAPS);

  private final Listener listener;

  Security(Listener listener) {
    this.listener = listener;
  }

  Listener listener() {
    return listener;
  }
}
