package dev.postroom.imap.auth;

import dev.postroom.imap.auth.password.HmacContexts;
import dev.postroom.imap.auth.password.HmacContexts.Algorithm;
import dev.postroom.imap.auth.password.ScramHash;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What kinds of secrets some accounts of a source may have: a mechanism that nobody could log in by
 * is not worth announcing.
 *
 * @param clear passwords in the clear, which everything can be computed from
 * @param scram verifiers for SCRAM
 * @param cram precomputed contexts for CRAM
 */
public record StoredSecrets(boolean clear, Set<ScramHash> scram, Set<Algorithm> cram) {

  /** Hashes at most. */
  public static final StoredSecrets NONE = new StoredSecrets(false, Set.of(), Set.of());

  /** Passwords in the clear. */
  public static final StoredSecrets CLEAR = new StoredSecrets(true, Set.of(), Set.of());

  public StoredSecrets {
    scram = Set.copyOf(scram);
    cram = Set.copyOf(cram);
  }

  /** Those of one account. */
  public static StoredSecrets of(Credentials credentials) {
    return new StoredSecrets(
        credentials.anyClear().isPresent(),
        Arrays.stream(ScramHash.values())
            .filter(hash -> credentials.scram(hash).isPresent())
            .collect(Collectors.toSet()),
        credentials.hmacs().stream().map(HmacContexts::algorithm).collect(Collectors.toSet()));
  }

  /** Of two accounts, or of two sources that are asked one after the other. */
  public StoredSecrets and(StoredSecrets other) {
    Set<ScramHash> bothScram = EnumSet.noneOf(ScramHash.class);
    bothScram.addAll(scram);
    bothScram.addAll(other.scram);
    Set<Algorithm> bothCram = EnumSet.noneOf(Algorithm.class);
    bothCram.addAll(cram);
    bothCram.addAll(other.cram);
    return new StoredSecrets(clear || other.clear, bothScram, bothCram);
  }

  /** Whether somebody might log in by SCRAM with that hash. */
  public boolean suffice(ScramHash hash) {
    return clear || scram.contains(hash);
  }

  /** Whether somebody might log in by CRAM with that hash. */
  public boolean suffice(Algorithm algorithm) {
    return clear || cram.contains(algorithm);
  }
}
