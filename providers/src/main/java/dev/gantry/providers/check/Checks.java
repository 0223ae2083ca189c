package dev.gantry.providers.check;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** All checks. Pure and thread safe. */
public final class Checks {
  private static final List<HostCheck> OF_A_MACHINE =
      List.of(
          new NetworkCheck(),
          new SystemCheck(),
          new SizeCheck(),
          new PortCheck(),
          new NameCheck(),
          new KernelCheck(),
          new SecurityCheck(),
          new ToolCheck(),
          new LeftoverCheck());

  private static final List<FleetCheck> AMONG_MACHINES =
      List.of(
          new UniquenessCheck(),
          new FleetArchitectureCheck(),
          new ClockSkewCheck(),
          new ReachabilityCheck());

  private Checks() {}

  /**
   * What stands against taking a machine that Gantry has not taken yet, as far as it can tell by
   * itself; worst first.
   *
   * @param reading with the answers to {@link CheckProbe#own}; without them nothing is found
   */
  public static List<Finding> ofNewMachine(
      HostName host, NodeSpec spec, HostReading.Answered reading) {
    Findings findings = new Findings();
    CheckedHost.of(host, spec, false, reading, Optional.empty())
        .ifPresent(checked -> OF_A_MACHINE.forEach(check -> check.look(checked, findings)));
    return findings.worstFirst();
  }

  /** Everything about machines that have answered. */
  static List<Finding> ofFleet(SortedMap<HostName, CheckedHost> fleet) {
    Findings findings = new Findings();
    fleet.values().forEach(host -> OF_A_MACHINE.forEach(check -> check.look(host, findings)));
    AMONG_MACHINES.forEach(check -> check.look(fleet, findings));
    return findings.worstFirst();
  }
}
