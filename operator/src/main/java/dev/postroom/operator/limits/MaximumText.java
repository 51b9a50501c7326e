package dev.postroom.operator.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** The number of places as YAML that a person can read, kept beside the ledger. */
public final class MaximumText {

  private MaximumText() {}

  /** The text; it changes every {@link LedgerText#STEP} at most while the value stays the same. */
  public static String render(Maximum maximum) {
    try {
      return LedgerText.YAML.writeValueAsString(
          maximum.neededAt(LedgerText.step(maximum.needed())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a maximum is always YAML", e);
    }
  }

  /**
   * Reads what {@link #render} wrote, perhaps edited by a person.
   *
   * @throws IOException if it cannot be read; the message says where
   */
  public static Maximum parse(String text) throws IOException {
    var maximum = LedgerText.YAML.readValue(text, Maximum.class);
    if (maximum == null
        || maximum.connections() < 1
        || maximum.since() == null
        || maximum.needed() == null
        || maximum.reason() == null
        || maximum.message() == null
        || maximum.message().length() > LedgerText.MAX_MESSAGE) {
      throw new IOException("a maximum needs connections, since, needed, reason, message");
    }
    return maximum;
  }
}
