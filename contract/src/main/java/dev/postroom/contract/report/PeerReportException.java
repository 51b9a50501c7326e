package dev.postroom.contract.report;

/** A text is not a peer report that this version can use; the message says why. */
public final class PeerReportException extends RuntimeException {

  PeerReportException(String message) {
    super(message);
  }

  public PeerReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
