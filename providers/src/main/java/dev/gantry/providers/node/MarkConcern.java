package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.value.AttributePath;
import java.util.List;

/** The mark that the machine is Gantry's: first to come, last to go, and the ledger with it. */
final class MarkConcern implements Concern {
  @Override
  public String id() {
    return "claim-machine";
  }

  @Override
  public String title() {
    return "marking the machine";
  }

  /** No attribute has it: a machine without the mark is not there at all. */
  @Override
  public List<AttributePath> paths() {
    return List.of();
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return true;
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    host.ledger()
        .writeFile(host.owner(), RemoteFile.text(NodeMark.FILE, NodeMark.render(host.owner())));
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    host.ledger().restoreFile(host.owner(), NodeMark.FILE);
    host.ledger().release(host.owner());
  }
}
