package dev.postroom.imap.session;

/** Counts what of messages a session has sent, for Courier's LOGOUT line. */
final class SentBytes {

  private long headers;
  private long body;

  void countHeader(long bytes) {
    headers += bytes;
  }

  void countBody(long bytes) {
    body += bytes;
  }

  long headers() {
    return headers;
  }

  long body() {
    return body;
  }
}
