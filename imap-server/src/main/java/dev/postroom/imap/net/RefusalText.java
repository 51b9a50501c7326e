package dev.postroom.imap.net;

import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.AddressUnauthenticatedFull;
import dev.postroom.imap.admission.Decision.ClassCFull;
import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.imap.admission.Decision.ServerUnauthenticatedFull;
import dev.postroom.imap.admission.PeerAddress;
import java.util.Optional;

/**
 * What a client that is turned away gets to read, instead of a greeting (RFC 3501 section 7.1.5,
 * with response codes of RFC 5530). It is the only refusal whose words mail programs show.
 */
final class RefusalText {

  private RefusalText() {}

  /** One line with its CRLF. */
  static String of(Refused refused, PeerAddress peer) {
    return switch (refused) {
      case AddressFull(AddressBlock counted, int open, var limit) ->
          "* BYE [LIMIT] Too many connections from your address %s: %d %s open and %d %s allowed. Close another mail program or ask your mail administrator.\r\n"
              .formatted(
                  counted.text(),
                  open,
                  areOrIs(open),
                  limit.connections(),
                  areOrIs(limit.connections()));
      case ServerFull(int maximum) ->
          "* BYE [UNAVAILABLE] The server is busy: all of its %d connections are in use. Please try again in a minute.\r\n"
              .formatted(maximum);
      case ClassCFull(AddressBlock network, int open, int maximum) ->
          "* BYE [LIMIT] Too many connections from your network %s: %d %s open and %d %s allowed. Please try again in a minute or ask your mail administrator.\r\n"
              .formatted(network.text(), open, areOrIs(open), maximum, areOrIs(maximum));
      case AddressUnauthenticatedFull(AddressBlock counted, int unauthenticated, int maximum) ->
          "* BYE [LIMIT] Too many connections from your address %s have not logged in: %d of the %d allowed. Please try again in a minute.\r\n"
              .formatted(counted.text(), unauthenticated, maximum);
      case ServerUnauthenticatedFull ignored ->
          "* BYE [UNAVAILABLE] The server is busy: too many clients are logging in. Please try again in a minute.\r\n";
      case AddressDenied(String origin, Optional<String> message) when message.isPresent() ->
          "* BYE [NOPERM] %s\r\n".formatted(message.get());
      case AddressDenied ignored ->
          "* BYE [NOPERM] Your address %s may not use this server. Please ask your mail administrator.\r\n"
              .formatted(peer.text());
      case ProxyRefused(var problem, var ignored) -> ofProxy(problem, peer);
    };
  }

  private static String ofProxy(Problem problem, PeerAddress peer) {
    return switch (problem) {
      case UNTRUSTED ->
          "* BYE [NOPERM] This server takes connections from its load balancer only, and your address %s is not trusted as one. Please ask your mail administrator.\r\n"
              .formatted(peer.text());
      case NO_HEADER, BAD_HEADER ->
          "* BYE [UNAVAILABLE] The load balancer %s does not say whose connection this is (PROXY protocol). Please ask your mail administrator.\r\n"
              .formatted(peer.text());
      case TOO_MANY_WAITING ->
          "* BYE [UNAVAILABLE] The server is busy. Please try again in a minute.\r\n";
    };
  }

  private static String areOrIs(int number) {
    return number == 1 ? "is" : "are";
  }
}
