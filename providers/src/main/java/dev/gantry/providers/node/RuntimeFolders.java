package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runtimes make for themselves, or make their own, and leave behind when a package goes. */
final class RuntimeFolders {
  private static final List<String> OF_CONTAINERD =
      List.of(
          "/etc/cni",
          "/etc/containerd",
          "/opt/containerd",
          "/run/containerd",
          "/var/lib/containerd");

  /** The first is looked for before the others, and goes last. */
  private static final List<String> OF_DOCKER =
      List.of(
          "/etc/docker",
          "/run/cri-dockerd.sock",
          "/run/docker",
          "/run/docker.sock",
          "/var/lib/cri-dockerd",
          "/var/lib/docker");

  private static final String NOTE = "folder:";
  private static final String GROUP_NOTE = "group:docker";
  private static final String ABSENT = "absent";

  private RuntimeFolders() {}

  /** Notes, once, which of them are there and with which permissions. */
  static void noteBefore(NodeHost host, RuntimeSpec.Type type)
      throws StepException, InterruptedException {
    List<String> folders = new ArrayList<>();
    if (type == RuntimeSpec.Type.DOCKER) {
      folders.addAll(OF_DOCKER);
      host.ledger().noteBefore(host.owner(), GROUP_NOTE, hasGroup(host) ? "present" : ABSENT);
    }
    if (type != RuntimeSpec.Type.NONE) {
      folders.addAll(OF_CONTAINERD);
    }
    for (String folder : folders) {
      host.ledger().noteBefore(host.owner(), NOTE + folder, mode(host, folder));
    }
  }

  /** Removes what was not there, and gives the rest its permissions back. */
  static void giveBack(NodeHost host) throws StepException, InterruptedException {
    for (String folder : OF_CONTAINERD) {
      giveBack(host, folder);
    }
    if (host.ledger().readNote(host.owner(), NOTE + OF_DOCKER.getFirst()).isPresent()) {
      giveBackGroup(host);
      for (String folder : OF_DOCKER.reversed()) {
        giveBack(host, folder);
      }
    }
  }

  private static void giveBack(NodeHost host, String folder)
      throws StepException, InterruptedException {
    Optional<String> before = host.ledger().noteToRestore(host.owner(), NOTE + folder);
    if (before.isPresent()) {
      restore(host, folder, before.get());
    }
    host.ledger().dropNote(host.owner(), NOTE + folder);
  }

  private static void restore(NodeHost host, String folder, String before)
      throws StepException, InterruptedException {
    if (before.equals(ABSENT)) {
      host.run("Removing " + folder, Command.of("rm", "-rf", "--one-file-system", "--", folder));
    } else if (!before.equals(mode(host, folder))) {
      host.attempt(Command.of("chmod", "--", before, folder));
    }
  }

  /** Debian's package makes the group and leaves it. */
  private static void giveBackGroup(NodeHost host) throws StepException, InterruptedException {
    Optional<String> before = host.ledger().noteToRestore(host.owner(), GROUP_NOTE);
    if (before.equals(Optional.of(ABSENT)) && hasGroup(host)) {
      host.run("Removing the group docker", Command.of("groupdel", "docker"));
    }
    host.ledger().dropNote(host.owner(), GROUP_NOTE);
  }

  private static boolean hasGroup(NodeHost host) throws StepException, InterruptedException {
    return host.attempt(Command.of("getent", "group", "docker")).ok();
  }

  /** A folder's permission bits in octal, or that there is none. */
  private static String mode(NodeHost host, String folder)
      throws StepException, InterruptedException {
    CommandResult result = host.attempt(Command.of("stat", "-c", "%a", "--", folder));
    return result.ok() ? result.stdout().strip() : ABSENT;
  }
}
