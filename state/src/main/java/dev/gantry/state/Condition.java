package dev.gantry.state;

import java.time.Instant;

/** One aspect of a resource's health, in the form of Kubernetes' conditions. */
public record Condition(
    String type, Status status, String reason, String message, Instant lastTransitionTime) {

  /** Whether the aspect holds. */
  public enum Status {
    TRUE,
    FALSE,
    UNKNOWN
  }
}
