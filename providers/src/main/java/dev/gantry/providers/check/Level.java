package dev.gantry.providers.check;

/** How much a finding matters, worst first. */
public enum Level {
  /** Kubernetes would not run, or would break later: the machine is not taken. */
  ERROR,
  /** It may go wrong. */
  WARNING,
  /** Worth knowing; often something that apply sees to. */
  INFO
}
