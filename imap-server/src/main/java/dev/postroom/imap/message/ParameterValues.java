package dev.postroom.imap.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts parameters together that are written in several sections or in a charset of their own (RFC
 * 2231), as BODYSTRUCTURE of RFC 9051 has them: sections {@code NAME*0} and {@code NAME*1} become
 * {@code NAME}, and where one of them is encoded, {@code NAME*} in UTF-8. What cannot be read is
 * left as it is.
 */
public final class ParameterValues {

  private static final Pattern NAME = Pattern.compile("([^*]+)(?:\\*([0-9]{1,4}))?(\\*)?");

  private static final Pattern CHARSET = Pattern.compile("([^']*)'[^']*'(.*)");

  private ParameterValues() {}

  /**
   * One section of a value.
   *
   * @param name as it was written
   */
  private record Section(String name, String value, boolean encoded) {}

  /**
   * The parameters as they are meant, in their order.
   *
   * @param parameters names in upper case, values with one {@code char} per byte; the answer's too
   */
  public static Map<String, String> decode(Map<String, String> parameters) {
    var values = new LinkedHashMap<String, TreeMap<Integer, Section>>();
    parameters.forEach(
        (name, value) -> {
          Matcher matcher = NAME.matcher(name);
          boolean split = matcher.matches() && matcher.group(2) != null;
          boolean encoded = matcher.matches() && matcher.group(3) != null;
          // Many messages have the same parameter plain and encoded, and both are told.
          values
              .computeIfAbsent(split ? matcher.group(1) + "*0" : name, _ -> new TreeMap<>())
              .putIfAbsent(
                  split ? Integer.parseInt(matcher.group(2)) : 0,
                  new Section(name, value, encoded));
        });
    var decoded = new LinkedHashMap<String, String>();
    values.forEach(
        (_, sections) -> {
          Optional<String> value = value(sections);
          if (value.isPresent()) {
            decoded.putIfAbsent(name(sections), value.get());
          } else {
            sections.values().forEach(section -> decoded.put(section.name(), section.value()));
          }
        });
    return decoded;
  }

  private static String name(TreeMap<Integer, Section> sections) {
    Matcher matcher = NAME.matcher(sections.get(0).name());
    String base = matcher.matches() ? matcher.group(1) : sections.get(0).name();
    return sections.values().stream().anyMatch(Section::encoded) ? base + "*" : base;
  }

  private static Optional<String> value(TreeMap<Integer, Section> sections) {
    if (sections.firstKey() != 0 || sections.lastKey() != sections.size() - 1) {
      return Optional.empty();
    }
    List<Section> all = new ArrayList<>(sections.values());
    if (!all.getFirst().encoded()) {
      return joined(all, StandardCharsets.ISO_8859_1, false);
    }
    Matcher first = CHARSET.matcher(all.getFirst().value());
    if (!first.matches() || !isSupported(first.group(1))) {
      return Optional.empty();
    }
    all.set(0, new Section(all.getFirst().name(), first.group(2), true));
    return joined(all, Charset.forName(first.group(1)), true);
  }

  private static boolean isSupported(String charset) {
    try {
      return Charset.isSupported(charset);
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  /** The bytes of all sections, from {@code charset} into UTF-8 where there is one. */
  private static Optional<String> joined(List<Section> all, Charset charset, boolean converted) {
    var bytes = new StringBuilder();
    for (Section section : all) {
      Optional<String> value =
          section.encoded() ? unescaped(section.value()) : Optional.of(section.value());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      bytes.append(value.get());
    }
    if (!converted) {
      return Optional.of(bytes.toString());
    }
    String text = new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), charset);
    return Optional.of(
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  private static Optional<String> unescaped(String value) {
    var bytes = new StringBuilder(value.length());
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '%') {
        if (at + 2 >= value.length()) {
          return Optional.empty();
        }
        int high = Character.digit(value.charAt(at + 1), 16);
        int low = Character.digit(value.charAt(at + 2), 16);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        c = (char) (high * 16 + low);
        at += 2;
      }
      bytes.append(c);
    }
    return Optional.of(bytes.toString());
  }
}
