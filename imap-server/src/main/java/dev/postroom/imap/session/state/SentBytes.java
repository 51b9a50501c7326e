package dev.postroom.imap.session.state;

/** Counts what of messages a session has sent, for Courier's LOGOUT line. */
public final class SentBytes {

  private long headers;
  private long body;

  public void countHeader(long bytes) {
    headers += bytes;
  }

  public void countBody(long bytes) {
    body += bytes;
  }

  public long headers() {
    return headers;
  }

  public long body() {
    return body;
  }
}
