package dev.gantry.cli.render;

import dev.gantry.engine.plan.Change;
import java.util.List;

/** How many resources a plan adds, changes and so on; a replacement is one added, one destroyed. */
public record ChangeCounts(int add, int change, int destroy, int adopt, int forget) {

  /** Counts the changes of a plan. */
  public static ChangeCounts of(List<Change> changes) {
    int[] n = new int[5];
    for (Change change : changes) {
      switch (change) {
        case Change.Create _ -> n[0]++;
        case Change.Update _ -> n[1]++;
        case Change.Replace _ -> {
          n[0]++;
          n[2]++;
        }
        case Change.Delete _ -> n[2]++;
        case Change.Adopt _ -> n[3]++;
        case Change.Forget _ -> n[4]++;
        case Change.NoOp _ -> {}
      }
    }
    return new ChangeCounts(n[0], n[1], n[2], n[3], n[4]);
  }

  /** Whether nothing at all would be done. */
  public boolean isNothing() {
    return add + change + destroy + adopt + forget == 0;
  }

  /** The line that tools look for: {@code Plan: 1 to add, 2 to change, 0 to destroy.} */
  public String planned() {
    return "Plan: "
        + (adopt > 0 ? adopt + " to import, " : "")
        + (add + " to add, " + change + " to change, " + destroy + " to destroy")
        + (forget > 0 ? ", " + forget + " to forget." : ".");
  }

  /** The end of an apply: {@code Resources: 1 added, 2 changed, 0 destroyed.} */
  public String done() {
    return "Resources: "
        + (adopt > 0 ? adopt + " imported, " : "")
        + (add + " added, " + change + " changed, " + destroy + " destroyed")
        + (forget > 0 ? ", " + forget + " forgotten." : ".");
  }
}
