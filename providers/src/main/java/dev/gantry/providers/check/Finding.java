package dev.gantry.providers.check;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Severity;
import dev.gantry.resources.kinds.node.CheckName;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a check found on a machine.
 *
 * @param found one line without a full stop
 * @param mend what to do, one line
 * @param waived the reason for which it is accepted: it stops nothing then
 */
public record Finding(
    CheckName check,
    Level level,
    HostName host,
    String found,
    String mend,
    Optional<String> waived) {

  /** Worst first, then by check and by machine; what is waived comes last. */
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> finding.waived().isPresent())
          .thenComparing(Finding::level)
          .thenComparing(Finding::check)
          .thenComparing(Finding::host)
          .thenComparing(Finding::found);

  /** The same finding, accepted for a reason. */
  public Finding waivedFor(String reason) {
    return new Finding(check, level, host, found, mend, Optional.of(reason));
  }

  /** Whether the machine may not be taken because of it. */
  public boolean stops() {
    return level == Level.ERROR && waived.isEmpty();
  }

  /** As a plan tells it; its code is the check's name. */
  public Diagnostic diagnostic() {
    Severity severity = stops() ? Severity.ERROR : Severity.WARNING;
    String detail =
        waived
            .map(reason -> "Waived by checks.waive: " + reason)
            .orElse(mend + "\nTo accept it, name " + check + " in checks.waive, with a reason.");
    return new Diagnostic(
            severity, check.text(), check + ": " + found, detail, Diagnostic.Where.nowhere())
        .onHost(host.value());
  }
}
