package dev.gantry.resources.kinds.node;

import dev.gantry.resources.diagnostic.Suggestion;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A waiver names a check that there is, once, with a reason: one that is mistyped waives nothing.
 */
final class NodeCheckRules {
  private NodeCheckRules() {}

  static void check(NodeSpec spec, Problems problems) {
    List<ChecksSpec.WaiverSpec> waivers = spec.checks().waive();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < waivers.size(); i++) {
      AttributePath path = AttributePath.of("checks", "waive").index(i);
      String name = waivers.get(i).name();
      if (!name.equals(SpecReader.PLACEHOLDER) && CheckName.of(name).isEmpty()) {
        problems.error(
            path.field("name"),
            "unknown-check",
            "There is no check \"" + TextRules.printable(name) + "\"",
            "`gantry check` tells each finding's name, and docs/checks.md lists them all."
                + Suggestion.sentence(name, CheckName.texts()));
      } else if (!seen.add(name)) {
        problems.error(
            path.field("name"),
            "duplicate-item",
            "\"" + name + "\" is waived twice",
            "Remove one of the two.");
      }
      if (waivers.get(i).reason().isBlank()) {
        problems.error(
            path.field("reason"),
            "no-reason",
            "The waiver of " + name + " has no reason",
            "Say in a few words why the finding is accepted: whoever reads the plan will ask.");
      }
    }
  }
}
