package dev.postroom.imap.auth.sasl;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mechanisms that there are, in the order in which they are announced: the best first. */
public enum SaslMechanism {
  SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", true),
  SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", true),
  SCRAM_SHA_256("SCRAM-SHA-256", true),
  SCRAM_SHA_1("SCRAM-SHA-1", true),
  CRAM_SHA256("CRAM-SHA256", true),
  CRAM_SHA1("CRAM-SHA1", true),
  CRAM_MD5("CRAM-MD5", true),
  OAUTHBEARER("OAUTHBEARER", false),
  XOAUTH2("XOAUTH2", false),
  PLAIN("PLAIN", false),
  LOGIN("LOGIN", false),
  EXTERNAL("EXTERNAL", false);

  private static final String CAPABILITY_PREFIX = "AUTH=";

  private static final Set<SaslMechanism> COURIERS =
      EnumSet.of(CRAM_SHA256, CRAM_SHA1, CRAM_MD5, PLAIN, LOGIN, EXTERNAL);

  private final String mechanism;
  private final boolean safeInTheClear;

  SaslMechanism(String mechanism, boolean safeInTheClear) {
    this.mechanism = mechanism;
    this.safeInTheClear = safeInTheClear;
  }

  /** The registered name. */
  public String mechanism() {
    return mechanism;
  }

  /** The word that announces it in the CAPABILITY response. */
  public String capability() {
    return CAPABILITY_PREFIX + mechanism;
  }

  /**
   * Whether Courier knows it too. Courier takes each of its mechanisms whether or not it announces
   * it, and so its clients may use one without looking.
   */
  public boolean isCouriers() {
    return COURIERS.contains(this);
  }

  boolean bindsToChannel() {
    return mechanism.endsWith("-PLUS");
  }

  /**
   * @param name in upper case
   */
  public static Optional<SaslMechanism> named(String name) {
    return Arrays.stream(values()).filter(known -> known.mechanism.equals(name)).findFirst();
  }

  /** The mechanism that a word of the CAPABILITY response announces, if it does any known here. */
  public static Optional<SaslMechanism> announcedBy(String capability) {
    return Arrays.stream(values())
        .filter(known -> known.capability().equalsIgnoreCase(capability))
        .findFirst();
  }

  /**
   * What is announced where the site says nothing, as far as it is possible: in the clear only what
   * does not give a secret away to whoever listens. EXTERNAL is not among them: it is announced to
   * whom it is meant for.
   */
  public static List<SaslMechanism> byDefault(boolean encrypted) {
    return Arrays.stream(values())
        .filter(each -> each != EXTERNAL)
        .filter(each -> encrypted || each.safeInTheClear && !each.bindsToChannel())
        .toList();
  }
}
