package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kubeadm complains of, as a diagnostic: its checks by name, else its last lines. */
final class KubeadmTrouble {
  private static final Pattern CHECK = Pattern.compile("\\[ERROR ([A-Za-z0-9_./-]+)]: (.*)");
  private static final int LAST_LINES = 12;

  private KubeadmTrouble() {}

  static StepException of(String node, String command, CommandResult result) {
    String said = result.stderr().isBlank() ? result.stdout() : result.stderr();
    List<String> checks = new ArrayList<>();
    Matcher found = CHECK.matcher(said);
    while (found.find()) {
      checks.add(found.group(1) + ": " + found.group(2).strip());
    }
    Diagnostic diagnostic =
        checks.isEmpty()
            ? Diagnostic.error(
                "kubeadm-failed",
                "kubeadm failed with exit status " + result.exit(),
                last(said)
                    + "\nSee `journalctl -u kubelet` and `crictl ps -a` on the machine. Apply again:"
                    + " what is half-done is finished or begun anew.")
            : Diagnostic.error(
                "kubeadm-preflight",
                "kubeadm's checks refuse the machine",
                String.join("\n", checks)
                    + "\nMend that on the machine, then apply again. What is known and accepted can"
                    + " be waived by its name in `preflight.waive`, with a reason.");
    return new StepException(diagnostic.onHost(node + ": " + command), false);
  }

  private static String last(String said) {
    List<String> lines = said.strip().lines().toList();
    return lines.isEmpty()
        ? "It printed nothing."
        : String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
