package dev.postroom.imap.auth;

import dev.postroom.imap.auth.password.ClearPassword;
import dev.postroom.imap.auth.password.HmacContexts;
import dev.postroom.imap.auth.password.PasswordHash;
import dev.postroom.imap.auth.password.ScramHash;
import dev.postroom.imap.auth.password.ScramKeys;
import java.util.List;
import java.util.Optional;

/**
 * What a source knows to tell a user by. Of several ways the first that there is decides: a
 * verifier elsewhere, hashes, a password in the clear. None of it shows in {@link #toString}.
 *
 * @param hashes any of which the password may match; at most {@value #MAX_HASHES}
 * @param clear the password itself, which CRAM-MD5 and SCRAM can be computed from
 * @param hmacs Courier's precomputed contexts for CRAM
 * @param remote whoever else can say whether a password is right
 */
public record Credentials(
    List<PasswordHash> hashes,
    Optional<ClearPassword> clear,
    List<HmacContexts> hmacs,
    Optional<RemoteVerifier> remote) {

  /** How many hashes one account may have: each of them is tried, and may be slow. */
  public static final int MAX_HASHES = 4;

  /** Nobody can log in with these. */
  public static final Credentials NONE = of();

  public Credentials {
    hashes = List.copyOf(hashes);
    hmacs = List.copyOf(hmacs);
    if (hashes.size() > MAX_HASHES) {
      throw new IllegalArgumentException(
          "%d password hashes; at most %d are tried".formatted(hashes.size(), MAX_HASHES));
    }
  }

  /** The password itself, wherever it stands. */
  public Optional<ClearPassword> anyClear() {
    return clear.or(() -> hashes.stream().flatMap(hash -> hash.clear().stream()).findFirst());
  }

  /** What SCRAM with that hash needs, where there is something prepared for it. */
  public Optional<ScramKeys> scram(ScramHash hash) {
    return hashes.stream()
        .filter(ScramKeys.class::isInstance)
        .map(ScramKeys.class::cast)
        .filter(keys -> keys.hash() == hash)
        .findFirst();
  }

  /** Hashes and nothing else. */
  public static Credentials of(PasswordHash... hashes) {
    return new Credentials(List.of(hashes), Optional.empty(), List.of(), Optional.empty());
  }
}
