package dev.postroom.operator.limits;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ledger as YAML that a person can read: one entry per address.
 *
 * <p>When a peer last needed its limit, and when somebody was last logged in from there, is written
 * in steps of {@link #STEP}, so that a busy peer does not have the ledger rewritten every round.
 */
public final class LedgerText {

  /** How much of the time of last need is forgotten by a restart of the operator. */
  public static final Duration STEP = Duration.ofMinutes(5);

  static final int MAX_ENTRIES = Raiser.MAX_RAISED + AddressList.MAX_ADDRESSES;

  /** Several times what the operator writes. */
  static final int MAX_MESSAGE = 1000;

  private static final String EMPTY = "{}\n";

  static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .build())
          .registerModule(new JavaTimeModule())
          .registerModule(new Jdk8Module())
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private LedgerText() {}

  /** The ledger's text. */
  public static String render(Ledger ledger) {
    var entries = stepped(ledger);
    try {
      return entries.isEmpty() ? EMPTY : YAML.writeValueAsString(entries);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a ledger is always YAML", e);
    }
  }

  /**
   * Reads what {@link #render} wrote, perhaps edited by a person.
   *
   * @throws IOException if it cannot be read; the message says where
   */
  public static Ledger parse(String text) throws IOException {
    TreeMap<String, Raise> entries = YAML.readValue(text, new TypeReference<>() {});
    if (entries == null) {
      return Ledger.EMPTY;
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new IOException(
          "it has %d entries, more than the %d that can be raised and pinned"
              .formatted(entries.size(), MAX_ENTRIES));
    }
    for (var entry : entries.entrySet()) {
      var problem = problem(entry.getKey(), entry.getValue());
      if (problem.isPresent()) {
        throw new IOException(entry.getKey() + ": " + problem.get());
      }
    }
    return new Ledger(entries);
  }

  /** Whether two ledgers have the same text. */
  public static boolean isSame(Ledger one, Ledger other) {
    return stepped(one).equals(stepped(other));
  }

  private static SortedMap<String, Raise> stepped(Ledger ledger) {
    var entries = new TreeMap<String, Raise>();
    ledger.raises().forEach((peer, raise) -> entries.put(peer, raise.stepped(LedgerText::step)));
    return entries;
  }

  private static Optional<String> problem(String peer, Raise raise) {
    if (!PeerKey.isKey(peer)) {
      return Optional.of("is neither an address nor an IPv6 prefix as the operator writes them");
    }
    if (raise == null
        || raise.since() == null
        || raise.needed() == null
        || raise.reason() == null
        || raise.message() == null) {
      return Optional.of(
          "needs limit, base, since, needed, users, wanted, refused, reason, message");
    }
    if (raise.limit() < 1 || raise.base() < 1 || raise.users() < 0) {
      return Optional.of("limit and base are at least 1, users at least 0");
    }
    return raise.message().length() > MAX_MESSAGE
        ? Optional.of("message has more than %d characters".formatted(MAX_MESSAGE))
        : Optional.empty();
  }

  static Instant step(Instant time) {
    return Instant.ofEpochSecond(
        Math.floorDiv(time.getEpochSecond(), STEP.toSeconds()) * STEP.toSeconds());
  }
}
