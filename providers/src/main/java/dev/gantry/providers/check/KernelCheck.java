package dev.gantry.providers.check;

import dev.gantry.resources.kinds.node.CheckName;
import dev.gantry.resources.kinds.node.TimeSyncSpec;
import java.util.List;
import java.util.Optional;

/** Control groups, modules, parameters, swap, and the clock's source. */
final class KernelCheck implements HostCheck {
  @Override
  public void look(CheckedHost host, Findings findings) {
    cgroup(host, findings);
    swap(host, findings);
    clock(host, findings);
    for (String module : host.own().all("no-module")) {
      findings.error(
          host,
          CheckName.KERNEL_MODULES,
          "the kernel has no module " + module,
          "install the kernel's extra modules, or take it out of kernel.modules");
    }
    parameters(host, findings);
  }

  private static void cgroup(CheckedHost host, Findings findings) {
    if (host.facts().control().cgroup().equals(Optional.of("v1"))) {
      findings.warning(
          host,
          CheckName.CGROUP_VERSION,
          "control groups are version 1",
          "boot with systemd.unified_cgroup_hierarchy=1: Kubernetes 1.35 and later refuses v1");
    }
  }

  private static void swap(CheckedHost host, Findings findings) {
    List<String> swaps = host.facts().control().swaps();
    if (swaps.isEmpty()) {
      return;
    }
    boolean handled = host.spec().kernel().swapOff();
    findings.add(
        host,
        CheckName.SWAP,
        handled ? Level.INFO : Level.WARNING,
        "swap is in use: " + String.join(", ", swaps),
        handled
            ? "nothing to do: apply turns it off"
            : "set kernel.swapOff, or tell the kubelet failSwapOn: false");
  }

  private static void clock(CheckedHost host, Findings findings) {
    TimeSyncSpec.Check wanted = host.spec().timeSync().check();
    String state =
        switch (host.facts().control().clock()) {
          case SYNCHRONISED -> "";
          case NOT_SYNCHRONISED -> "the clock is not synchronised";
          case UNKNOWN -> "the clock is not known to be synchronised";
        };
    if (state.isEmpty() || wanted == TimeSyncSpec.Check.OFF) {
      return;
    }
    findings.add(
        host,
        CheckName.CLOCK_SYNCHRONISED,
        wanted == TimeSyncSpec.Check.REQUIRE ? Level.ERROR : Level.WARNING,
        state,
        "install and start chrony or systemd-timesyncd, or set timeSync.check to off");
  }

  /** Parameters of the bridge come with its module, which apply loads. */
  private static void parameters(CheckedHost host, Findings findings) {
    List<String> missing =
        host.own().all("no-parameter").stream()
            .filter(path -> !path.startsWith("/proc/sys/net/bridge/"))
            .toList();
    for (String path : missing) {
      findings.warning(
          host,
          CheckName.KERNEL_PARAMETERS,
          "the kernel has no parameter " + path,
          "load the module that brings it (kernel.modules), or take it out of kernel.sysctls");
    }
  }
}
