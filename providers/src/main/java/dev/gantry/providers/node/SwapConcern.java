package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Swap, off now and after a boot: lines of /etc/fstab, and systemd's units of other origin. */
final class SwapConcern implements Concern {
  private static final String NOTE = "swap";
  private static final String UNIT_NOTE = "swap-unit:";
  private static final Command UNITS =
      Command.of("systemctl", "list-unit-files", "--type=swap", "--no-legend", "--no-pager");

  @Override
  public String id() {
    return "turn-swap-off";
  }

  @Override
  public String title() {
    return "turning swap off";
  }

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
    return List.of(AttributePath.of("kernel", "swapOff"));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return wanted.spec().kernel().swapOff();
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    boolean on = isOn(host);
    host.ledger().noteBefore(host.owner(), NOTE, on ? "on" : "off");
    String fstab = host.read(Fstab.FILE).orElse("");
    if (Fstab.hasSwap(fstab)) {
      host.rewrite(Fstab.FILE, Fstab.withoutSwap(fstab));
      reload(host);
    }
    if (on) {
      host.run("Turning swap off", Command.of("swapoff", "-a"));
    }
    for (String unit : HostFactsReader.swapUnits(listed(host))) {
      context.progress("masking " + unit);
      host.ledger().noteBefore(host.owner(), UNIT_NOTE + unit, "not masked");
      host.run("Masking " + unit, Command.of("systemctl", "mask", "--now", "--", unit));
    }
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    Optional<String> before = host.ledger().noteToRestore(host.owner(), NOTE);
    List<String> units = unmask(host);
    String fstab = host.read(Fstab.FILE).orElse("");
    if (!Fstab.restored(fstab).equals(fstab)) {
      host.rewrite(Fstab.FILE, Fstab.restored(fstab));
      reload(host);
    }
    if (before.equals(Optional.of("on"))) {
      host.run("Turning swap on", Command.of("swapon", "-a"));
      for (String unit : units) {
        host.run("Starting " + unit, Command.of("systemctl", "start", "--", unit));
      }
    }
    for (String unit : units) {
      host.ledger().dropNote(host.owner(), UNIT_NOTE + unit);
    }
    host.ledger().dropNote(host.owner(), NOTE);
  }

  /** Unmasks what Gantry masked, now or before it was cut off, and returns it. */
  private static List<String> unmask(NodeHost host) throws StepException, InterruptedException {
    List<String> units = new ArrayList<>();
    for (String line : listed(host).lines().toList()) {
      String unit = line.strip().split("\\s+", -1)[0];
      if (host.ledger().noteToRestore(host.owner(), UNIT_NOTE + unit).isPresent()) {
        host.run("Unmasking " + unit, Command.of("systemctl", "unmask", "--", unit));
        units.add(unit);
      }
    }
    return units;
  }

  /** Where systemd is not the one that boots the machine, there are no units. */
  private static String listed(NodeHost host) throws StepException, InterruptedException {
    return host.attempt(UNITS).stdout();
  }

  private static boolean isOn(NodeHost host) throws StepException, InterruptedException {
    return host.read("/proc/swaps").orElse("").lines().skip(1).findAny().isPresent();
  }

  private static void reload(NodeHost host) throws StepException, InterruptedException {
    host.run("Reloading systemd", Command.of("systemctl", "daemon-reload"));
  }
}
