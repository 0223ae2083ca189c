package dev.gantry.providers.check;

import dev.gantry.providers.facts.MachineFacts;
import dev.gantry.resources.kinds.node.CheckName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The system, its kernel, its architecture, and what starts it. */
final class SystemCheck implements HostCheck {
  /** The first version of each system that is still maintained somewhere and runs containers. */
  private static final Map<String, String> SUPPORTED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("almalinux", "8"),
              Map.entry("amzn", "2023"),
              Map.entry("centos", "8"),
              Map.entry("debian", "11"),
              Map.entry("fedora", "40"),
              Map.entry("ol", "8"),
              Map.entry("opensuse-leap", "15"),
              Map.entry("rhel", "8"),
              Map.entry("rocky", "8"),
              Map.entry("sles", "15"),
              Map.entry("ubuntu", "20.04")));

  /** The oldest that kubeadm's own validator takes. */
  private static final String OLDEST_KERNEL = "4.19";

  /** The first with all that cgroup version 2 needs. */
  private static final String GOOD_KERNEL = "5.8";

  private static final Pattern PACKAGE_ARCHITECTURE =
      Pattern.compile(".*[_.](amd64|arm64|all|x86_64|aarch64|noarch)\\.(?:deb|rpm)");
  private static final Map<String, String> DEBIAN_WORDS =
      Map.of("amd64", "x86_64", "arm64", "aarch64");

  @Override
  public void look(CheckedHost host, Findings findings) {
    release(host, findings);
    kernel(host, findings);
    init(host, findings);
    architecture(host, findings);
    packages(host, findings);
  }

  private static void release(CheckedHost host, Findings findings) {
    MachineFacts.Os os = host.facts().os();
    String oldest = SUPPORTED.get(os.id());
    if (oldest == null) {
      findings.warning(
          host,
          CheckName.OPERATING_SYSTEM,
          os.name() + " is not among the supported systems",
          "take one of " + String.join(", ", SUPPORTED.keySet()) + "; it may work all the same");
    } else if (Release.of(os.version()).isKnown()
        && Release.of(os.version()).compareTo(Release.of(oldest)) < 0) {
      findings.warning(
          host,
          CheckName.OPERATING_SYSTEM,
          os.name() + " is older than " + oldest + ", the first supported version",
          "upgrade the system; it may work all the same");
    }
  }

  private static void kernel(CheckedHost host, Findings findings) {
    String running = host.facts().os().kernel();
    Release kernel = Release.of(running);
    if (!kernel.isKnown()) {
      return;
    }
    if (kernel.compareTo(Release.of(OLDEST_KERNEL)) < 0) {
      findings.error(
          host,
          CheckName.KERNEL_VERSION,
          "kernel " + running + " is older than " + OLDEST_KERNEL,
          "install a newer kernel and reboot; kubeadm refuses this one");
    } else if (kernel.compareTo(Release.of(GOOD_KERNEL)) < 0) {
      findings.warning(
          host,
          CheckName.KERNEL_VERSION,
          "kernel " + running + " is older than " + GOOD_KERNEL,
          "install a newer kernel and reboot: cgroup version 2 is not complete in this one");
    }
  }

  private static void init(CheckedHost host, Findings findings) {
    String init = host.facts().os().init();
    if (!init.equals("systemd") && !init.equals("unknown")) {
      findings.error(
          host,
          CheckName.INIT_SYSTEM,
          "process 1 is " + init + ", not systemd",
          "take a system that systemd runs: kubelet and containerd are its units");
    }
  }

  private static void architecture(CheckedHost host, Findings findings) {
    String arch = host.facts().hardware().arch();
    if (!List.of("x86_64", "aarch64", "unknown").contains(arch)) {
      findings.warning(
          host,
          CheckName.ARCHITECTURE,
          "the architecture is " + arch,
          "take a machine with x86_64 or aarch64; it may work all the same");
    }
  }

  private static void packages(CheckedHost host, Findings findings) {
    String arch = host.facts().hardware().arch();
    for (String file : host.spec().packages().files()) {
      Matcher matcher = PACKAGE_ARCHITECTURE.matcher(file);
      if (matcher.matches() && !arch.equals("unknown")) {
        String wanted = DEBIAN_WORDS.getOrDefault(matcher.group(1), matcher.group(1));
        if (!List.of("all", "noarch", arch).contains(wanted)) {
          findings.error(
              host,
              CheckName.PACKAGE_ARCHITECTURE,
              file + " is for " + wanted + ", the machine is " + arch,
              "give the package for " + arch + " in packages.files");
        }
      }
    }
  }
}
