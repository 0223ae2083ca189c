package dev.gantry.resources.kind;

import java.util.Locale;

/**
 * How an enum's constant is written in YAML: kebab case, as Kubernetes tools write options; those
 * of a {@link Worded} enum as that says.
 */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant instanceof Worded worded
        ? worded.word()
        : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
