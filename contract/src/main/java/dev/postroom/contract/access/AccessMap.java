package dev.postroom.contract.access;

import dev.postroom.contract.Location;
import java.net.InetAddress;
import java.util.List;

/**
 * Courier's {@code imapaccess}: who may connect, and on what terms. Of all records about an address
 * exactly one counts, that of the longest prefix; shorter ones add nothing to it. An address
 * without a record is let in.
 *
 * <p>Beyond Courier, blocks ({@code 192.0.2.0/28}, {@code first-last}) are understood without a
 * Perl module, and a block may lie within another.
 */
public final class AccessMap {

  /** Most records, a range counting as the networks it is made of. */
  public static final int MAX_RECORDS = 100_000;

  /** Longest text of all sources together, in characters. */
  public static final int MAX_CHARACTERS = 8 << 20;

  /** Most keys written, so that a ConfigMap, which ends at 1 MiB, can hold them. */
  public static final int MAX_RENDERED_KEYS = 15_000;

  private final List<AccessRecord> records;
  private final List<AccessWarning> warnings;
  private final PrefixTable table;

  private AccessMap(List<AccessRecord> records, List<AccessWarning> warnings) {
    this.records = List.copyOf(records);
    this.warnings = List.copyOf(warnings);
    this.table = new PrefixTable(this.records);
  }

  /** The map that lets everyone in. */
  public static AccessMap empty() {
    return of(List.of());
  }

  /**
   * A map of these records.
   *
   * @throws AccessSyntaxException when two have the same key, naming both locations
   */
  public static AccessMap of(List<AccessRecord> records) {
    return new AccessMap(records, List.of());
  }

  /**
   * Reads the files of a map: one, or all of a directory that {@link AccessDirectory} names.
   *
   * @throws AccessSyntaxException when two records have the same key, when a block of addresses is
   *     malformed, when a line holds a carriage return, or when there is more than {@link
   *     #MAX_RECORDS} or {@link #MAX_CHARACTERS}
   */
  public static AccessMap parse(List<AccessSource> sources) {
    var parser = new AccessMapParser();
    long characters = 0;
    for (AccessSource source : sources) {
      characters += source.text().length();
      if (characters > MAX_CHARACTERS) {
        throw new AccessSyntaxException(
            Location.of(source.fileName()),
            "the access map has more than %d characters; is this the right file?"
                .formatted(MAX_CHARACTERS));
      }
      parser.read(source);
    }
    return new AccessMap(parser.records(), parser.warnings());
  }

  /** What the map says of a peer; a v4-mapped address is looked up as IPv4. */
  public AccessDecision decide(InetAddress peer) {
    return new AccessDecision(table.longest(peer));
  }

  /** The records in their order. */
  public List<AccessRecord> records() {
    return records;
  }

  /** Lines that were read and have no effect, or less than they seem to. */
  public List<AccessWarning> warnings() {
    return warnings;
  }

  /**
   * The text of a file that Postroom and a stock Courier read to the same effect: comments, then
   * octet prefixes as Courier looks them up.
   *
   * @throws IllegalArgumentException when that takes more than {@link #MAX_RENDERED_KEYS} keys,
   *     naming the record that is too much
   */
  public String render() {
    return new AccessMapRenderer(table).render(records);
  }
}
