package dev.postroom.contract.access;

import dev.postroom.contract.Location;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Courier's {@code imapaccess}: who may connect, and on what terms. Of all records of a {@link
 * RecordSource} about an address exactly one counts, that of the longest prefix; shorter ones add
 * nothing to it. An address without a record is let in.
 *
 * <p>Only the site denies and changes variables. The limit of an address is that of the site's
 * record of its network, then that of a tenant's network or the raised one, whichever is greater
 * because a raise begins from what the tenant has, then that of the site's {@code *}.
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
  private final Map<RecordSource, PrefixTable> tables = new EnumMap<>(RecordSource.class);

  private AccessMap(List<AccessRecord> records, List<AccessWarning> warnings) {
    this.records = List.copyOf(records);
    this.warnings = List.copyOf(warnings);
    for (RecordSource source : RecordSource.values()) {
      tables.put(
          source,
          new PrefixTable(
              this.records.stream().filter(record -> record.source() == source).toList()));
    }
  }

  /** The map that lets everyone in. */
  public static AccessMap empty() {
    return of(List.of());
  }

  /**
   * A map of these records.
   *
   * @throws AccessSyntaxException when two of a source have the same key, naming both locations
   */
  public static AccessMap of(List<AccessRecord> records) {
    return new AccessMap(records, List.of());
  }

  /**
   * Reads the files of a map: one, or all of a directory that {@link AccessDirectory} names.
   *
   * @throws AccessSyntaxException when two records of a source have the same key, when a block of
   *     addresses is malformed, when a line holds a carriage return, when a record says what its
   *     source may not, or when there is more than {@link #MAX_RECORDS} or {@link #MAX_CHARACTERS}
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
    return decide(Optional.empty(), peer);
  }

  /**
   * What the map says of a peer that connected to this address of the server, as with {@code
   * -accesslocal}: a record of the local address counts first, and may be changed by the peer's.
   */
  public AccessDecision decide(InetSocketAddress local, InetAddress peer) {
    return decide(tables.get(RecordSource.SITE).local(local), peer);
  }

  private AccessDecision decide(Optional<AccessRecord> local, InetAddress peer) {
    Optional<AccessRecord> ofSite = tables.get(RecordSource.SITE).longest(peer);
    Stream<AccessRecord> ofNetworks =
        Stream.of(RecordSource.TENANT, RecordSource.RAISED)
            .flatMap(source -> tables.get(source).longest(peer).stream())
            .sorted(Comparator.comparingInt(AccessMap::limit).reversed());
    boolean ofAnyAddress = ofSite.filter(r -> r.key() instanceof AnyAddress).isPresent();
    Optional<AccessRecord> limiting =
        Stream.concat(
                ofAnyAddress
                    ? Stream.concat(ofNetworks, ofSite.stream())
                    : Stream.concat(ofSite.stream(), ofNetworks),
                local.stream())
            .filter(record -> AccessDecision.limitOf(record).isPresent())
            .findFirst();
    return new AccessDecision(local, ofSite, limiting);
  }

  private static int limit(AccessRecord record) {
    return AccessDecision.limitOf(record).orElse(0);
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
   * @throws AccessSyntaxException when two records have the same key, be they of different sources:
   *     a stock Courier refuses such a file
   */
  public String render() {
    return new AccessMapRenderer(new PrefixTable(records)).render(records);
  }
}
