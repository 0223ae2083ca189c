package dev.gantry.engine.plan;

import java.util.List;

/**
 * Everything that apply will do, and what waits for what: apply runs it and decides nothing. Edges
 * point to earlier positions only, so a list in this order is one valid serial run.
 */
public record ExecutionGraph(List<Operation> operations) {
  public ExecutionGraph {
    operations = List.copyOf(operations);
  }
}
