package dev.postroom.imap.auth.sasl;

import java.util.List;

/** PLAIN (RFC 4616): {@code [authzid] NUL authcid NUL passwd}, all at once. */
public final class PlainExchange implements SaslExchange {

  @Override
  public Step respond(byte[] response) {
    List<String> fields = Utf8.split(response, '\0').orElse(List.of());
    if (fields.size() != 3 || fields.get(1).isEmpty()) {
      return new Step.Malformed("This is no response of PLAIN (RFC 4616).");
    }
    String user = fields.get(1);
    return fields.get(0).isEmpty() || fields.get(0).equals(user)
        ? new Step.Password(user, fields.get(2).toCharArray())
        : new Step.ForSomebodyElse(user);
  }
}
