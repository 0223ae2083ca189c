package dev.gantry.resources.kind;

import java.util.Locale;

/** How an enum's constant is written in YAML: kebab case, as Kubernetes tools write options. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
