package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fleet's names in /etc/hosts. */
final class HostsFileConcern implements Concern {
  @Override
  public String id() {
    return "write-hosts-file";
  }

  @Override
  public String title() {
    return "writing /etc/hosts";
  }

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
    return List.of(AttributePath.of("hostEntries"));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return !wanted.hostEntries().isEmpty();
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    write(host, wanted.hostEntries());
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    write(host, new TreeMap<>());
  }

  private static void write(NodeHost host, SortedMap<String, String> entries)
      throws StepException, InterruptedException {
    String now = host.read(HostsBlock.FILE).orElse("");
    String next = new HostsBlock(host.owner()).with(now, entries);
    if (!next.equals(now)) {
      host.rewrite(HostsBlock.FILE, next);
    }
  }
}
