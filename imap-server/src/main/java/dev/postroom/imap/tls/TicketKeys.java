package dev.postroom.imap.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets behind session tickets (RFC 5077, RFC 8446 section 4.6.1). A ticket is a session that
 * its client keeps, sealed by the server; whoever has the key can open recorded ones. So a secret
 * seals for {@link #ROTATION} and opens until {@link #LIFETIME} after its beginning, and is kept in
 * memory only.
 *
 * <p>Keys are derived from the secret and from what a session rests on, and thus a ticket opens
 * only where that is the same: whoever was let in under other rules, or was shown another
 * certificate, does the whole handshake again.
 */
public final class TicketKeys {

  /** For how long a secret seals new tickets. */
  static final Duration ROTATION = Duration.ofHours(6);

  /**
   * How long after its beginning a secret opens tickets: each can be used for 12 hours at least.
   */
  static final Duration LIFETIME = Duration.ofHours(18);

  private static final int SECRET_BYTES = 32;

  private final Clock clock;
  private final SecureRandom random;
  private final Deque<Secret> newestFirst = new ArrayDeque<>();

  public TicketKeys(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** The secrets of this moment, the one that seals first; never empty. */
  synchronized List<Secret> secrets() {
    Instant now = clock.instant();
    newestFirst.removeIf(secret -> !secret.since().plus(LIFETIME).isAfter(now));
    if (newestFirst.isEmpty() || !newestFirst.getFirst().since().plus(ROTATION).isAfter(now)) {
      byte[] bytes = new byte[SECRET_BYTES];
      random.nextBytes(bytes);
      newestFirst.addFirst(new Secret(new SecretKeySpec(bytes, "HKDF"), now));
    }
    return List.copyOf(newestFirst);
  }

  /**
   * One of the secrets.
   *
   * @param since when it began to seal
   */
  record Secret(SecretKey key, Instant since) {

    /**
     * @param basis what a session rests on
     */
    OpenSslSessionTicketKey ticketKey(byte[] basis) {
      byte[] bytes = derive(basis);
      int hmac = OpenSslSessionTicketKey.NAME_SIZE;
      int aes = hmac + OpenSslSessionTicketKey.HMAC_KEY_SIZE;
      return new OpenSslSessionTicketKey(
          Arrays.copyOfRange(bytes, 0, hmac),
          Arrays.copyOfRange(bytes, hmac, aes),
          Arrays.copyOfRange(bytes, aes, bytes.length));
    }

    private byte[] derive(byte[] basis) {
      try {
        return KDF.getInstance("HKDF-SHA256")
            .deriveData(
                HKDFParameterSpec.expandOnly(key, basis, OpenSslSessionTicketKey.TICKET_KEY_SIZE));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HKDF-SHA256", e);
      }
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Secret since " + since;
    }
  }
}
