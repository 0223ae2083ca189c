package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;

/** What is known and accepted of kubeadm's own checks. */
public record PreflightSpec(
    @Doc("Checks whose errors stop nothing.") @Default("[]") List<WaiverSpec> waive) {

  /** One check whose error stops nothing. */
  public record WaiverSpec(
      @Doc("The check's name as kubeadm prints it: `SystemVerification`.") @Format(TextFormat.LINE)
          String name,
      @Doc("Why it is accepted; shown in the plan.") @Format(TextFormat.LINE) String reason) {}
}
