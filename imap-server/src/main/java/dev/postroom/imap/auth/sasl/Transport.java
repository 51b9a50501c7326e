package dev.postroom.imap.auth.sasl;

import java.util.Optional;

/**
 * What a connection has to offer to mechanisms.
 *
 * @param binding what TLS gives to bind to; nothing in the clear
 * @param certifiedUser the user's name in the client's certificate, where TLS has verified one
 */
public record Transport(ChannelBinding binding, Optional<String> certifiedUser) {

  /** Nothing. */
  public static final Transport PLAIN = new Transport(ChannelBinding.NONE, Optional.empty());

  /** The types of binding that clients may choose from; whatever TLS is spoken by knows one. */
  private static final String[] BINDINGS = {"tls-exporter", "tls-server-end-point"};

  boolean canBind() {
    for (String type : BINDINGS) {
      if (binding.data(type).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
