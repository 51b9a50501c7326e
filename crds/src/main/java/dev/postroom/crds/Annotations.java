package dev.postroom.crds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;

/** Annotations by which a person tells the operator what to do about one ImapServer. */
public final class Annotations {

  /** What the names of all of them begin with. */
  public static final String PREFIX = "postroom.dev/";

  /** {@code "true"}: the operator writes nothing for the server but its status. */
  public static final String PAUSED = PREFIX + "paused";

  /**
   * Each new value replaces the pods once, as {@code kubectl rollout restart} does, and brings what
   * a newer operator would make of them.
   */
  public static final String RESTART = PREFIX + "restart";

  /**
   * Addresses whose limit is fixed while this stands here: {@code 203.0.113.7=120,
   * 2001:db8:1::/64=60}.
   */
  public static final String PIN = PREFIX + "pin";

  /** Addresses whose raise is dropped, once: {@code 203.0.113.9, 198.51.100.4}. */
  public static final String FORGET = PREFIX + "forget";

  private Annotations() {}

  /** Whether the operator shall leave the server alone. */
  public static boolean isPaused(ImapServer server) {
    return "true".equals(of(server).get(PAUSED));
  }

  /** Those that begin with {@link #PREFIX}: all that an operator has to look at. */
  public static Map<String, String> of(HasMetadata object) {
    var all = object.getMetadata().getAnnotations();
    var ours = new TreeMap<>(all == null ? Map.<String, String>of() : all);
    ours.keySet().removeIf(name -> !name.startsWith(PREFIX));
    return ours;
  }
}
