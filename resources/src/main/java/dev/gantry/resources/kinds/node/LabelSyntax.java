package dev.gantry.resources.kinds.node;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of Kubernetes labels, as {@code k8s.io/apimachinery/pkg/util/validation} checks it:
 * refused here, before a machine is touched, rather than by the API server at the end.
 */
public final class LabelSyntax {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private LabelSyntax() {}

  /** What is wrong with a key; empty when nothing is. */
  static Optional<String> wrongKey(String key) {
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    String name = key.substring(slash + 1);
    if (slash >= 0 && (prefix.length() > 253 || !SUBDOMAIN.matcher(prefix).matches())) {
      return Optional.of(
          "The part before the slash must be a DNS name in lower case of at most 253 characters.");
    }
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "A label's name has 1 to 63 letters, digits, '-', '_' or '.', and starts and ends with"
                + " a letter or digit.");
  }

  /** As {@link #wrongKey}, but upper case is taken before the slash too, as Kubernetes does. */
  public static Optional<String> wrongAnnotationKey(String key) {
    return wrongKey(key.toLowerCase(Locale.ROOT));
  }

  /** What is wrong with a key that has no prefix of its own; empty when nothing is. */
  static Optional<String> wrongName(String name) {
    return name.contains("/")
        ? Optional.of("It stands behind a prefix already, so it has no slash.")
        : wrongKey(name);
  }

  /** What is wrong with a value; empty when nothing is. */
  static Optional<String> wrongValue(String value) {
    return value.isEmpty() || NAME.matcher(value).matches()
        ? Optional.empty()
        : Optional.of(
            "A label's value is empty or has up to 63 letters, digits, '-', '_' or '.', and starts"
                + " and ends with a letter or digit.");
  }
}
