package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.List;

/**
 * One subject of a machine's preparation: how it is brought about and how it is given back. Both
 * can be cut off at any moment and run again.
 */
interface Concern {
  /** The step's id: {@code set-hostname}. */
  String id();

  /** What the step does, for the live view: {@code setting the hostname}. */
  String title();

  /** The attributes whose change makes this step necessary on a machine of this spec. */
  List<AttributePath> paths(NodeSpec spec);

  /** Whether a machine is to have it at all; where not, it is given back. */
  boolean isWanted(Wanted wanted);

  /** Makes it so. */
  void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException;

  /** Gives back what was there before; does nothing where nothing was changed. */
  void giveBack(NodeHost host) throws StepException, InterruptedException;
}
