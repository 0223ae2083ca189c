package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Optional;

/** What is asked of a machine before it is touched, and what is known and accepted. */
public record ChecksSpec(
    @Doc("Findings that are known and accepted: they are shown with the reason, and stop nothing.")
        @Default("[]")
        List<WaiverSpec> waive) {

  /** One check whose finding stops nothing. */
  public record WaiverSpec(
      @Doc("The check's name, for example Port-10250; docs/checks.md has them all.")
          @Format(TextFormat.LINE)
          String name,
      @Doc("Why the finding is accepted; shown wherever the finding is.") @Format(TextFormat.LINE)
          String reason) {}

  /** Why a check's finding is accepted; empty when it is not. */
  public Optional<String> reason(CheckName name) {
    return waive.stream()
        .filter(waiver -> waiver.name().equals(name.text()))
        .map(WaiverSpec::reason)
        .findFirst();
  }
}
