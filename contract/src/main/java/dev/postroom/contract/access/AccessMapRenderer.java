package dev.postroom.contract.access;

import java.util.List;

/**
 * Writes an access map in the keys that couriertcpd looks up, so that neither Courier nor its
 * {@code makeimapaccess} needs Perl's Net::CIDR. A network between two key lengths becomes all the
 * keys in it, but for those that a longer network of the map decides: makedat refuses a key that
 * comes twice.
 */
final class AccessMapRenderer {

  private final PrefixTable table;
  private final StringBuilder text = new StringBuilder();
  private int keys;
  private RecordSource source = RecordSource.SITE;

  AccessMapRenderer(PrefixTable table) {
    this.table = table;
  }

  /**
   * @throws IllegalArgumentException when that takes more than {@link AccessMap#MAX_RENDERED_KEYS}
   *     keys
   */
  String render(List<AccessRecord> records) {
    records.forEach(this::render);
    return text.toString();
  }

  private void render(AccessRecord record) {
    if (record.source() != source) {
      source = record.source();
      text.append(source.marker()).append('\n');
    }
    if (!record.comment().isEmpty()) {
      record.comment().lines().forEach(line -> text.append("# ").append(line).append('\n'));
    }
    switch (record.key()) {
      case AnyAddress any -> line(any.toString(), record);
      case LocalPort local -> line(local.toString(), record);
      case Network network -> expand(network, record);
    }
  }

  private void expand(Network network, AccessRecord record) {
    if (network.keys() + keys > AccessMap.MAX_RENDERED_KEYS) {
      throw new IllegalArgumentException(
          "%s: %s takes %d keys, and all together would be more than %d; use prefix lengths that %d divides"
              .formatted(
                  record.location(),
                  network,
                  network.keys(),
                  AccessMap.MAX_RENDERED_KEYS,
                  network.isIpv4() ? 8 : 16));
    }
    if (network.keys() > 1) {
      text.append("# ").append(network).append('\n');
    }
    network
        .subnets(KeySyntax.keyLength(network))
        .filter(key -> table.longest(key).filter(record::equals).isPresent())
        .forEach(key -> line(KeySyntax.render(key), record));
  }

  private void line(String key, AccessRecord record) {
    text.append(key).append('\t').append(ActionSyntax.render(record.action())).append('\n');
    keys++;
  }
}
