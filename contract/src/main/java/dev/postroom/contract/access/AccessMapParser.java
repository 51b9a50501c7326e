package dev.postroom.contract.access;

import dev.postroom.contract.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Reads records line by line: {@code key TAB action}; empty lines and lines that begin with {@code
 * #} are skipped, but for those that name a {@link RecordSource}.
 */
final class AccessMapParser {

  private final List<AccessRecord> records = new ArrayList<>();
  private final List<AccessWarning> warnings = new ArrayList<>();

  List<AccessRecord> records() {
    return records;
  }

  List<AccessWarning> warnings() {
    return warnings;
  }

  /**
   * @throws AccessSyntaxException when a block of addresses is malformed, when a line holds a
   *     carriage return or NUL, when a record says what its source may not, or when there are too
   *     many records
   */
  void read(AccessSource source) {
    int number = 0;
    RecordSource by = RecordSource.SITE;
    for (String line : source.text().split("\n", -1)) {
      number++;
      Location location = new Location(source.fileName(), number);
      if (line.startsWith(RecordSource.MARKER)) {
        by = source(line.substring(RecordSource.MARKER.length()), location);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        read(line, location, by);
      }
    }
  }

  private static RecordSource source(String name, Location location) {
    return RecordSource.named(name)
        .orElseThrow(
            () ->
                new AccessSyntaxException(
                    location,
                    "'%s' is no source of records; write site, tenants or raised"
                        .formatted(name.strip())));
  }

  private void read(String line, Location location, RecordSource by) {
    if (line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
      throw new AccessSyntaxException(
          location, "carriage return or NUL character; convert the file to Unix line ends");
    }
    Matcher block = KeySyntax.BLOCK.matcher(line);
    int tab = line.indexOf('\t');
    if (block.matches()) {
      readBlock(block.group(1), block.group(2), location, by);
    } else if (tab < 0) {
      warn(
          location,
          "there is no TAB behind the key, the line is without effect; write key TAB action");
    } else {
      readRecord(line.substring(0, tab), line.substring(tab + 1), location, by);
    }
  }

  private void readBlock(String block, String action, Location location, RecordSource by) {
    List<Network> networks;
    try {
      networks = KeySyntax.parseBlock(block);
    } catch (IllegalArgumentException e) {
      throw new AccessSyntaxException(location, e.getMessage());
    }
    AccessAction parsed = action(action, location);
    networks.forEach(network -> add(new AccessRecord(network, parsed, "", location, by)));
  }

  private void readRecord(String key, String action, Location location, RecordSource by) {
    AccessKey parsed;
    try {
      parsed = KeySyntax.parse(key);
    } catch (IllegalArgumentException e) {
      warn(location, "no address matches the key '" + key + "': " + e.getMessage());
      return;
    }
    add(new AccessRecord(parsed, action(action, location), "", location, by));
  }

  private AccessAction action(String text, Location location) {
    return ActionSyntax.parse(text, oddity -> warn(location, oddity));
  }

  private void add(AccessRecord record) {
    if (records.size() >= AccessMap.MAX_RECORDS) {
      throw new AccessSyntaxException(
          record.location(),
          "more than " + AccessMap.MAX_RECORDS + " records; write networks, not single addresses");
    }
    records.add(record);
  }

  private void warn(Location location, String message) {
    warnings.add(new AccessWarning(location, message));
  }
}
