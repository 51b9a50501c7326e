package dev.postroom.imap.auth.password;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** argon2 (RFC 9106) in the form of its reference tool: {@code $argon2id$v=19$m=…,t=…,p=…$…$…}. */
final class Argon2Hash implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2(?<type>id|i|d)\\$(v=(?<version>16|19)\\$)?"
              + "m=(?<memory>[0-9]{1,9}),t=(?<passes>[0-9]{1,9}),p=(?<lanes>[0-9]{1,9})"
              + "\\$(?<salt>[+/0-9A-Za-z]{11,86})\\$(?<hash>[+/0-9A-Za-z]{6,86})");

  /** KiB of memory for each lane and slice, below which the algorithm is not defined. */
  private static final int LEAST_MEMORY_PER_LANE = 8;

  /** A quarter of the heap, in KiB: what all passwords that are checked at once may take of it. */
  private static final int MEMORY =
      (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4 / 1024);

  private static final Semaphore FREE_MEMORY = new Semaphore(MEMORY, true);

  private final Argon2Parameters parameters;
  private final byte[] hash;

  private Argon2Hash(Argon2Parameters parameters, byte[] hash) {
    this.parameters = parameters;
    this.hash = hash;
  }

  /**
   * @throws IllegalArgumentException when the salt or the hash is no base64
   */
  static PasswordHash parse(String stored) {
    Matcher form = FORM.matcher(stored);
    if (!form.matches()) {
      return new Unusable("the hash is cut short, or no hash of argon2");
    }
    int memory = Integer.parseInt(form.group("memory"));
    int passes = Integer.parseInt(form.group("passes"));
    int lanes = Integer.parseInt(form.group("lanes"));
    int mostMemory = Math.min(MEMORY, HashCost.MAX_ARGON2_MEMORY);
    if (memory > mostMemory
        || passes > HashCost.MAX_ARGON2_PASSES
        || lanes > HashCost.MAX_ARGON2_LANES) {
      return new Unusable(
          "the hash has m=%d,t=%d,p=%d; at most m=%d (KiB, and a quarter of the heap),t=%d,p=%d is computed here"
              .formatted(
                  memory,
                  passes,
                  lanes,
                  mostMemory,
                  HashCost.MAX_ARGON2_PASSES,
                  HashCost.MAX_ARGON2_LANES));
    }
    if (passes == 0 || lanes == 0 || memory < LEAST_MEMORY_PER_LANE * lanes) {
      return new Unusable(
          "the hash has parameters that argon2 does not have (RFC 9106 section 3.1)");
    }
    return new Argon2Hash(
        new Argon2Parameters.Builder(type(form.group("type")))
            .withVersion(
                "19".equals(form.group("version"))
                    ? Argon2Parameters.ARGON2_VERSION_13
                    : Argon2Parameters.ARGON2_VERSION_10)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(Base64.getDecoder().decode(form.group("salt")))
            .build(),
        Base64.getDecoder().decode(form.group("hash")));
  }

  private static int type(String name) {
    return switch (name) {
      case "id" -> Argon2Parameters.ARGON2_id;
      case "i" -> Argon2Parameters.ARGON2_i;
      default -> Argon2Parameters.ARGON2_d;
    };
  }

  @Override
  public boolean matches(byte[] password) {
    FREE_MEMORY.acquireUninterruptibly(parameters.getMemory());
    try {
      var generator = new Argon2BytesGenerator();
      generator.init(parameters);
      byte[] computed = new byte[hash.length];
      generator.generateBytes(password, computed);
      return MessageDigest.isEqual(hash, computed);
    } finally {
      FREE_MEMORY.release(parameters.getMemory());
    }
  }

  @Override
  public String toString() {
    return "a hash of argon2";
  }
}
