package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Scripts;
import dev.gantry.providers.host.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The components that a control plane's kubelet runs from files. */
final class StaticPods {
  private static final String PROGRAM = Scripts.beside(StaticPods.class, "components.sh");
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Shell shell;
  private final List<String> components;

  StaticPods(ClusterWork work, String node) {
    this.shell = work.shell(node);
    this.components = new ArrayList<>(Paths.COMPONENTS);
    if (!work.cluster().hasLocalEtcd()) {
      components.remove("etcd");
    }
  }

  /** A component's process and the hash of its manifest. */
  record Running(String pid, String hash) {}

  /** All components as they are now. */
  SortedMap<String, Running> now() throws StepException, InterruptedException {
    SortedMap<String, Running> now = new TreeMap<>();
    for (String line : script("list", components).stdout().lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words.length == 3) {
        now.put(words[0], new Running(words[1], words[2]));
      }
    }
    return now;
  }

  /**
   * Waits until every component whose manifest has changed since runs as it says: the kubelet looks
   * at a manifest when it changes, and ends the old process first. A change that means nothing to
   * the pod, such as a comment, restarts nothing.
   */
  void awaitChanged(SortedMap<String, Running> before) throws StepException, InterruptedException {
    List<String> pairs = new ArrayList<>();
    SortedMap<String, Running> now = now();
    now.forEach(
        (name, running) -> {
          Running old = before.get(name);
          if (old != null && !old.hash().equals(running.hash())) {
            pairs.add(name + "=" + old.pid());
          }
        });
    if (!pairs.isEmpty()) {
      script("settle", pairs);
    }
  }

  /** Ends these and waits until they run again: that is how they read their certificates anew. */
  void restart(List<String> names) throws StepException, InterruptedException {
    script("restart", names);
  }

  /** Ends all and waits until they run again; the API server is down while its etcd restarts. */
  void restartAll() throws StepException, InterruptedException {
    List<String> others = new ArrayList<>(components);
    others.remove("kube-apiserver");
    script("renew", others);
  }

  private CommandResult script(String what, List<String> names)
      throws StepException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.addAll(names);
    CommandResult result = shell.run(Command.script(PROGRAM, arguments).within(LIMIT));
    if (!result.ok()) {
      throw shell.failed(
          "waiting for static pods",
          result,
          "See `crictl ps -a` and `journalctl -u kubelet` on the machine, then apply again.");
    }
    return result;
  }
}
