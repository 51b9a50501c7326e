package dev.postroom.imap.management.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One counter for each value of an enumeration, all registered at once. */
final class Counters<E extends Enum<E>> {

  private final Map<E, Counter> counters;

  private Counters(Map<E, Counter> counters) {
    this.counters = counters;
  }

  /**
   * @param label whose value is the enumeration's, in lower case
   * @param tags the other labels
   */
  static <E extends Enum<E>> Counters<E> of(
      MeterRegistry registry,
      String name,
      String description,
      Class<E> values,
      String label,
      Tags tags) {
    Function<E, Counter> counter =
        value ->
            Counter.builder(name)
                .description(description)
                .tags(tags.and(label, value.name().toLowerCase(Locale.ROOT)))
                .register(registry);
    return new Counters<>(
        Arrays.stream(values.getEnumConstants())
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toMap(
                        Function.identity(), counter, (a, b) -> a, () -> new EnumMap<>(values)),
                    Collections::unmodifiableMap)));
  }

  void increment(E value) {
    counters.get(value).increment();
  }
}
