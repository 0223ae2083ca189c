package dev.gantry.resources.kinds.controlplane;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A released version of Kubernetes, written {@code 1.36.2}, in tags and tools {@code v1.36.2}. */
public record KubernetesVersion(int major, int minor, int patch)
    implements Comparable<KubernetesVersion> {
  /** The oldest that Gantry makes clusters of. */
  public static final KubernetesVersion OLDEST = new KubernetesVersion(1, 28, 0);

  private static final Pattern FORM =
      Pattern.compile("v?([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,4})");
  private static final Comparator<KubernetesVersion> ORDER =
      Comparator.comparingInt(KubernetesVersion::major)
          .thenComparingInt(KubernetesVersion::minor)
          .thenComparingInt(KubernetesVersion::patch);

  /** Reads a version, with or without its v; empty for anything else, pre-releases too. */
  public static Optional<KubernetesVersion> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new KubernetesVersion(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3))))
        : Optional.empty();
  }

  /** How many minors this one is ahead of the other; negative when it is behind. */
  public int minorsAhead(KubernetesVersion other) {
    return (major - other.major) * 1000 + minor - other.minor;
  }

  /** As tags and tools write it. */
  public String tag() {
    return "v" + this;
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
