package dev.gantry.providers.kube;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** kubectl as a command on a control plane. */
public final class Kubectl {
  /** The administrator's kubeconfig, which kubeadm puts on every control plane. */
  public static final String KUBECONFIG = "/etc/kubernetes/admin.conf";

  private static final int ANSWER_LIMIT = 16 << 20;

  private Kubectl() {}

  /**
   * A command that asks one API server. kubectl would keep what it learns of the API in the home
   * folder: that folder is given as one that cannot be, so that nothing is written.
   */
  public static Command at(ApiServer server, List<String> arguments, Optional<Content> stdin) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "kubectl",
                "--kubeconfig=" + KUBECONFIG,
                "--server=" + server.url(),
                "--cache-dir=/dev/null/none"));
    argv.addAll(arguments);
    Command command =
        Command.of(argv.toArray(String[]::new)).keeping(ANSWER_LIMIT).within(Duration.ofMinutes(2));
    return stdin.isPresent() ? command.reading(stdin.get()) : command;
  }
}
