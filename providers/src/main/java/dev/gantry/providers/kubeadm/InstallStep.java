package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Scripts;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.controlplane.PackagesSpec;
import dev.gantry.resources.kinds.controlplane.PackagesSpec.BinariesSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings kubeadm, kubelet, kubectl and images onto a machine. Programs that it has in the wanted
 * version are left alone; an archive of images is sent once.
 */
final class InstallStep {
  static final String UNIT = "/etc/systemd/system/kubelet.service";
  static final String DROP_IN = "/etc/systemd/system/kubelet.service.d/10-kubeadm.conf";

  private static final String BIN = "/usr/bin/";
  private static final String NOTE = "unit:kubelet.service";

  private final ClusterWork work;
  private final String node;
  private final Shell shell;
  private final Ledger ledger;

  InstallStep(ClusterWork work, String node) {
    this.work = work;
    this.node = node;
    this.shell = work.shell(node);
    this.ledger = work.ledger(node);
  }

  /** Everything that a new member needs. */
  void run(StepContext context) throws StepException, InterruptedException {
    images(context);
    programs(List.of("kubeadm", "kubelet", "kubectl"), context);
    service();
  }

  /** The archives of images that were not loaded yet. */
  void images(StepContext context) throws StepException, InterruptedException {
    PackagesSpec packages = work.cluster().spec().packages();
    List<String> archives = new ArrayList<>(packages.images());
    if (work.cluster().isControlPlane(node)) {
      archives.addAll(packages.controlPlaneImages());
    }
    for (String archive : archives) {
      for (Path file : ImageArchive.files(work.workbench().folder().resolve(archive))) {
        new ImageArchive(file, work.address())
            .load(shell, ledger, work.cluster().machine(node).runtime().type(), context);
      }
    }
  }

  /** Those of the programs that have not the wanted version. */
  void programs(List<String> names, StepContext context)
      throws StepException, InterruptedException {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (!hasVersion(name)) {
        missing.add(name);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    Optional<BinariesSpec> binaries = work.cluster().spec().packages().binaries();
    if (binaries.isPresent()) {
      for (String name : missing) {
        Path file = work.workbench().folder().resolve(file(binaries.get(), name));
        ledger.writeFile(
            work.address(),
            new RemoteFile(BIN + name, new Content.LocalFile(file), "0755", "root:root"));
        context.progress("sent " + name);
      }
    } else {
      List<String> added =
          ledger.installPackages(work.address(), work.cluster().spec().packages().install());
      context.progress("installed " + String.join(", ", added));
    }
    for (String name : missing) {
      if (!hasVersion(name)) {
        throw wrongVersion(name);
      }
    }
  }

  private static String file(BinariesSpec binaries, String name) {
    return switch (name) {
      case "kubeadm" -> binaries.kubeadm();
      case "kubelet" -> binaries.kubelet();
      default -> binaries.kubectl();
    };
  }

  private boolean hasVersion(String name) throws StepException, InterruptedException {
    return version(name).equals(Optional.of(work.cluster().version().tag()));
  }

  private Optional<String> version(String name) throws StepException, InterruptedException {
    CommandResult said =
        switch (name) {
          case "kubeadm" -> shell.run(Command.of("kubeadm", "version", "-o", "short"));
          case "kubelet" -> shell.run(Command.of("kubelet", "--version"));
          default -> shell.run(Command.of("kubectl", "version", "--client=true"));
        };
    return said.ok()
        ? said.stdout()
            .lines()
            .findFirst()
            .map(line -> line.strip().replaceFirst("^(Kubernetes|Client Version:) ", ""))
        : Optional.empty();
  }

  private StepException wrongVersion(String name) throws StepException, InterruptedException {
    String there = version(name).map(version -> "it is " + version).orElse("it does not run");
    return new StepException(
        Diagnostic.error(
                "program-version",
                name + " is not " + work.cluster().version().tag() + " after it was installed",
                "On the machine "
                    + there
                    + ". Name packages of that version in `packages.install` (with apt"
                    + " `kubeadm=1.36.2-1.1`), or files in `packages.binaries`.")
            .onHost(node),
        false);
  }

  /** Packages bring a unit; programs that came alone get the same as theirs. */
  private void service() throws StepException, InterruptedException {
    CommandResult state =
        shell.run(Command.of("systemctl", "show", "kubelet", "-p", "UnitFileState", "--value"));
    String before = state.stdout().strip();
    ledger.noteBefore(work.address(), NOTE, before.isEmpty() ? "not installed" : before);
    boolean ours = before.isEmpty() || shell.run(Command.of("test", "-e", UNIT)).ok();
    if (ours) {
      ledger.writeFile(work.address(), RemoteFile.text(UNIT, unit("kubelet.service")));
      ledger.writeFile(work.address(), RemoteFile.text(DROP_IN, unit("10-kubeadm.conf")));
    }
    String next = "See `systemctl status kubelet` on the machine, then apply again.";
    shell.must(next, "systemctl", "daemon-reload");
    shell.must(next, "systemctl", "enable", "--quiet", "kubelet");
  }

  private static String unit(String name) {
    return Scripts.beside(InstallStep.class, name);
  }

  /** Gives back what {@link #run} brought; nothing of the cluster may be left by then. */
  static void giveBack(ClusterWork work, String node) throws StepException, InterruptedException {
    Shell shell = work.shell(node);
    Ledger ledger = work.ledger(node);
    shell.run(Command.of("systemctl", "disable", "--now", "--quiet", "kubelet"));
    Optional<String> before = ledger.noteToRestore(work.address(), NOTE);
    for (String path : ledger.files(work.address())) {
      ledger.restoreFile(work.address(), path);
    }
    ledger.removePackages(work.address());
    shell.must("See `systemctl status` on the machine.", "systemctl", "daemon-reload");
    if (before.filter("enabled"::equals).isPresent()) {
      shell.run(Command.of("systemctl", "enable", "--quiet", "kubelet"));
    }
    ledger.dropNote(work.address(), NOTE);
    shell.run(Command.of("rmdir", "/etc/kubernetes"));
    ledger.release(work.address());
  }
}
