package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
    return List.of(AttributePath.of("mark"));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return true;
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    Optional<ResourceAddress> former =
        wanted
            .before()
            .text("mark")
            .flatMap(ResourceAddress::parse)
            .filter(name -> !name.equals(host.owner()));
    if (former.isPresent()) {
      rename(host, former.get());
    }
    host.ledger()
        .writeFile(host.owner(), RemoteFile.text(NodeMark.FILE, NodeMark.render(host.owner())));
  }

  /** All that the machine keeps under the Node's former name; its mark is written after this. */
  private static void rename(NodeHost host, ResourceAddress former)
      throws StepException, InterruptedException {
    host.ledger().rename(former, host.owner());
    String now = host.read(HostsBlock.FILE).orElse("");
    HostsBlock old = new HostsBlock(former);
    SortedMap<String, String> entries = old.entries(now);
    if (!entries.isEmpty()) {
      host.rewrite(HostsBlock.FILE, new HostsBlock(host.owner()).with(old.without(now), entries));
    }
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    host.ledger().restoreFile(host.owner(), NodeMark.FILE);
    host.ledger().release(host.owner());
  }
}
