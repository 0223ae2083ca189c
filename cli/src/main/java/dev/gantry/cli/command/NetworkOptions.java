package dev.gantry.cli.command;

import dev.gantry.providers.host.RunLimits;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.Durations;
import picocli.CommandLine.Option;

/** What a run takes of the network, and how long it waits for machines that went away. */
final class NetworkOptions {
  @Option(
      names = "--upload-parallelism",
      paramLabel = "N",
      defaultValue = "" + RunLimits.UPLOADS,
      description = "Large files on their way at once. Default: ${DEFAULT-VALUE}")
  private int uploads = RunLimits.UPLOADS;

  @Option(
      names = "--reconnect-timeout",
      paramLabel = "DURATION",
      defaultValue = "4m",
      description =
          "How long a machine may be away in the middle of the run, as for a reboot: 90s, 4m."
              + " Default: ${DEFAULT-VALUE}")
  private String reconnect = "4m";

  /**
   * The limits.
   *
   * @throws DiagnosticException when they are no such numbers
   */
  RunLimits limits() {
    if (uploads < 1) {
      throw usage("--upload-parallelism must be 1 or more", "It was " + uploads + ".");
    }
    if (!Durations.isDuration(reconnect)) {
      throw usage(
          "--reconnect-timeout is no duration",
          "It was \"" + reconnect + "\". Write numbers with a unit: 90s, 4m.");
    }
    return new RunLimits(uploads, Durations.parse(reconnect));
  }

  private static DiagnosticException usage(String summary, String detail) {
    return new DiagnosticException(Diagnostic.error("usage", summary, detail));
  }
}
