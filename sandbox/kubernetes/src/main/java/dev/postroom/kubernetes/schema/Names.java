package dev.postroom.kubernetes.schema;

import java.util.regex.Pattern;

/** The names Kubernetes accepts (k8s.io/apimachinery {@code util/validation}). */
final class Names {

  static final int LABEL_MAXIMUM = 63;
  static final int SUBDOMAIN_MAXIMUM = 253;

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");

  private Names() {}

  /** A DNS label, RFC 1123. */
  static boolean isLabel(String text) {
    return text.length() <= LABEL_MAXIMUM && LABEL_PATTERN.matcher(text).matches();
  }

  /** A DNS subdomain, RFC 1123. */
  static boolean isSubdomain(String text) {
    return text.length() <= SUBDOMAIN_MAXIMUM && SUBDOMAIN.matcher(text).matches();
  }

  /**
   * The key of a label or an annotation: a name of at most 63 characters, a DNS prefix before it.
   */
  static boolean isQualifiedName(String text) {
    int slash = text.indexOf('/');
    var name = text.substring(slash + 1);
    return name.length() <= LABEL_MAXIMUM
        && QUALIFIED.matcher(name).matches()
        && (slash < 0 || isSubdomain(text.substring(0, slash)));
  }

  /** The value of a label. */
  static boolean isLabelValue(String text) {
    return text.isEmpty() || text.length() <= LABEL_MAXIMUM && QUALIFIED.matcher(text).matches();
  }
}
