package dev.gantry.resources.kind;

/**
 * An enum whose constants are not written in kebab case, because another program has given them
 * their words: {@code NoSchedule}.
 */
public interface Worded {
  /** How this constant is written in YAML and in attributes. */
  String word();
}
