package dev.postroom.operator.status;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts of a status, of which others wrote a part: kubelets, webhooks, image names, the kept
 * ledger. Each has an end, so that no status comes near to the 1.5 MiB that etcd takes.
 */
final class BoundedText {

  /** Characters of a text that is alone, enough for some hundred words. */
  static final int MAX = 4096;

  /** Characters of one of many. */
  static final int MAX_OF_MANY = 1024;

  /** Why pods are replaced: a person does not read more. */
  static final int MAX_REASONS = 20;

  private BoundedText() {}

  /** A text that is alone. */
  static String of(String text) {
    return bounded(text, MAX);
  }

  /** One of many. */
  static String ofMany(String text) {
    return bounded(text, MAX_OF_MANY);
  }

  /** The first reasons; where there are more the last entry says how many. */
  static List<String> reasons(List<String> reasons) {
    int told = reasons.size() > MAX_REASONS ? MAX_REASONS - 1 : reasons.size();
    var bounded = new ArrayList<String>();
    reasons.subList(0, told).forEach(reason -> bounded.add(ofMany(reason)));
    if (told < reasons.size()) {
      bounded.add("%d more".formatted(reasons.size() - told));
    }
    return List.copyOf(bounded);
  }

  private static String bounded(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    // Half a character is no text that an API server takes.
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + "…";
  }
}
