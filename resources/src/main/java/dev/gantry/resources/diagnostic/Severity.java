package dev.gantry.resources.diagnostic;

/** How much a problem matters: an error stops what it is about, a warning is only told. */
public enum Severity {
  ERROR,
  WARNING
}
