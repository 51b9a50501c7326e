package dev.postroom.imap.auth.sasl;

/** A message of SCRAM cannot be understood or honoured. Its text is for the client. */
final class ScramSyntaxException extends Exception {

  ScramSyntaxException(String message) {
    super(message);
  }
}
