package dev.postroom.imap.session.state;

/** Counts what of messages a session has sent, for Courier's LOGOUT line. */
public final class SentBytes {

  private long headers;
  private long body;

  /** Takes note of octets of headers. */
  public void countHeader(long bytes) {
    headers += bytes;
  }

  /** Takes note of octets of bodies. */
  public void countBody(long bytes) {
    body += bytes;
  }

  /** Octets of headers so far. */
  public long headers() {
    return headers;
  }

  /** Octets of bodies so far. */
  public long body() {
    return body;
  }
}
