package dev.postroom.imap.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a header (RFC 5322 section 2.2) in their order.
 *
 * @param fields the fields; lines that belong to no field are in none
 */
record Header(List<Field> fields) {

  static final Header EMPTY = new Header(List.of());

  Header {
    fields = List.copyOf(fields);
  }

  /**
   * A field.
   *
   * @param name as it is written
   * @param raw the whole field with its line ends, one {@code char} per byte (ISO-8859-1)
   */
  record Field(String name, String raw) {

    /**
     * What stands behind the colon, unfolded (RFC 5322 section 2.2.3) and stripped; without NULs,
     * which no string of IMAP may have.
     */
    String body() {
      String folded = raw.substring(raw.indexOf(':') + 1).strip();
      // Most fields are one line, and all of this leaves that as it is.
      return folded.replace("\r", "").replace("\n", "").replace("\0", "").strip();
    }
  }

  /** The unfolded body of the first field of this name. */
  Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.body());
      }
    }
    return Optional.empty();
  }

  /** The unfolded bodies of all fields of this name. */
  List<String> all(String name) {
    List<String> bodies = new ArrayList<>(2);
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        bodies.add(field.body());
      }
    }
    return bodies;
  }

  /** Puts a header together from its lines. */
  static final class Builder {
    private final List<Field> fields = new ArrayList<>();

    /** The field that is being read; none while there is no name. */
    private String name;

    private String raw;

    /** Its further lines; most fields have none. */
    private final StringBuilder continued = new StringBuilder();

    /** Takes a line, its line end included. */
    void line(String line) {
      char first = line.charAt(0);
      if (first == ' ' || first == '\t') {
        if (name != null) {
          continued.append(line);
        }
        return;
      }
      endField();
      int colon = line.indexOf(':');
      String before = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
      if (!before.isEmpty() && isFieldName(before)) {
        name = before;
        raw = line;
      }
    }

    private static boolean isFieldName(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) <= ' ') {
          return false;
        }
      }
      return true;
    }

    Header build() {
      endField();
      return new Header(fields);
    }

    private void endField() {
      if (name != null) {
        fields.add(new Field(name, continued.isEmpty() ? raw : raw + continued));
      }
      name = null;
      continued.setLength(0);
    }
  }
}
