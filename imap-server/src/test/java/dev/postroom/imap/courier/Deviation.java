package dev.postroom.imap.courier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How two answers may differ: exactly so.
 *
 * @param ids the entries of docs/courier-differences.md that say why
 * @param courier what only Courier says
 * @param postroom what only Postroom says
 */
record Deviation(List<String> ids, List<String> courier, List<String> postroom) {

  static final Deviation NONE = new Deviation(List.of(), List.of(), List.of());

  Deviation {
    ids = List.copyOf(ids);
    courier = List.copyOf(courier);
    postroom = List.copyOf(postroom);
  }

  Deviation because(String id) {
    return new Deviation(and(ids, id), courier, postroom);
  }

  Deviation onlyCourier(String line) {
    return new Deviation(ids, and(courier, line), postroom);
  }

  Deviation onlyPostroom(String line) {
    return new Deviation(ids, courier, and(postroom, line));
  }

  /** Whether there is a reason for it, or no need of one. */
  boolean reasoned() {
    return !ids.isEmpty() || (courier.isEmpty() && postroom.isEmpty());
  }

  /** How two answers do differ; what this expects of them is in its notation. */
  Optional<String> unexpected(List<String> courierSays, List<String> postroomSays) {
    List<String> onlyCourier = without(courierSays, postroomSays);
    List<String> onlyPostroom = without(postroomSays, courierSays);
    if (onlyCourier.equals(courier) && onlyPostroom.equals(postroom)) {
      return without(courierSays, onlyCourier).equals(without(postroomSays, onlyPostroom))
          ? Optional.empty()
          : Optional.of("  another order\n- %s\n+ %s".formatted(courierSays, postroomSays));
    }
    return Optional.of(
        String.join(
            "\n",
            Stream.concat(
                    onlyCourier.stream().map(line -> "- " + line),
                    onlyPostroom.stream().map(line -> "+ " + line))
                .toList()));
  }

  private static List<String> without(List<String> lines, List<String> others) {
    List<String> left = new ArrayList<>(lines);
    others.forEach(left::remove);
    return left;
  }

  private static List<String> and(List<String> list, String more) {
    return Stream.concat(list.stream(), Stream.of(more)).toList();
  }
}
