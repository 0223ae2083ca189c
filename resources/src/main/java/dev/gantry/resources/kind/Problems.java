package dev.gantry.resources.kind;

import dev.gantry.resources.value.AttributePath;

/** Where a kind's rules report what is wrong; every call adds one problem and returns. */
public interface Problems {
  /**
   * Adds an error.
   *
   * @param path the field it is about; its place in the file is found from it
   * @param detail what is wrong and what to do next
   */
  void error(AttributePath path, String code, String summary, String detail);

  /** Adds a warning. */
  void warning(AttributePath path, String code, String summary, String detail);
}
