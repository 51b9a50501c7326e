package dev.postroom.contract.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The peer report as JSON: instants and durations by ISO 8601, field names as in the records. A
 * reader ignores fields that it does not know, so a server may say more than an operator
 * understands, but every field that the report's version began with must be there. Earlier releases
 * are read too ({@link PeerReportUpgrade}).
 */
public final class PeerReportJson {

  /** Longest report that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** Most peers that are read. */
  public static final int MAX_PEERS = 10_000;

  /** A report is four levels deep; unknown fields may be somewhat deeper. */
  private static final int MAX_NESTING = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
                  .build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
          .withConfigOverride(
              Optional.class,
              optional -> optional.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SET)))
          .build();

  private PeerReportJson() {}

  /** The report as UTF-8. */
  public static byte[] write(PeerReport report) {
    try {
      return MAPPER.writeValueAsBytes(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A peer report of plain values could not be written", e);
    }
  }

  /**
   * Reads a report.
   *
   * @throws PeerReportException when it is of another version, too large, or malformed
   */
  public static PeerReport read(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new PeerReportException(
          "The peer report has %d bytes, more than the %d that are read"
              .formatted(json.length, MAX_BYTES));
    }
    JsonNode tree = tree(json);
    requireVersion(tree.path("version"));
    int peers = tree.path("peers").size();
    if (peers > MAX_PEERS) {
      throw new PeerReportException(
          "The peer report has %d peers, more than the %d that are read"
              .formatted(peers, MAX_PEERS));
    }
    PeerReportUpgrade.complete(tree);
    try {
      return MAPPER.treeToValue(tree, PeerReport.class);
    } catch (JsonMappingException e) {
      throw new PeerReportException(
          "The peer report is malformed at %s: %s".formatted(path(e), e.getOriginalMessage()), e);
    } catch (JsonProcessingException e) {
      throw new PeerReportException("The peer report is malformed: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new PeerReportException("The peer report is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new PeerReportException("The peer report is not JSON: " + e.getMessage(), e);
    }
  }

  /** Where in the report, such as {@code /peers/3/limit} (RFC 6901). */
  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(at -> "/" + (at.getFieldName() == null ? at.getIndex() : at.getFieldName()))
        .collect(Collectors.joining());
  }

  private static void requireVersion(JsonNode version) {
    if (!version.isInt()) {
      throw new PeerReportException(
          "The peer report does not say its version; is this " + PeerReport.PATH + " of a server?");
    }
    if (version.intValue() < PeerReportUpgrade.OLDEST_VERSION
        || version.intValue() > PeerReport.VERSION) {
      throw new PeerReportException(
          "The peer report is of version %d, this reads versions %d to %d; run operator and server of the same release"
              .formatted(version.intValue(), PeerReportUpgrade.OLDEST_VERSION, PeerReport.VERSION));
    }
  }
}
