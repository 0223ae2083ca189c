package dev.gantry.providers.node;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Kernel parameters, now and after a boot. */
final class SysctlsConcern implements Concern {
  private static final String NOTE = "sysctl:";

  // Prints a line "<argument's number>:<value>" for each file that is there.
  static final String READ =
      "i=0; for path do i=$((i+1)); [ -e \"$path\" ] &&"
          + " printf '%s:%s\\n' $i \"$(tr '\\n' ' ' <\"$path\")\"; done; exit 0";
  static final String WRITE =
      "while [ $# -gt 1 ]; do printf '%s\\n' \"$2\" >\"$1\" ||"
          + " { echo \"$1 does not take $2\" >&2; exit 1; }; shift 2; done";

  @Override
  public String id() {
    return "set-kernel-parameters";
  }

  @Override
  public String title() {
    return "setting kernel parameters";
  }

  @Override
  public List<AttributePath> paths(NodeSpec spec) {
    return List.of(AttributePath.of("kernel", "sysctls"), AttributePath.of("files", Sysctls.FILE));
  }

  @Override
  public boolean isWanted(Wanted wanted) {
    return true;
  }

  @Override
  public void apply(NodeHost host, Wanted wanted, StepContext context)
      throws StepException, InterruptedException {
    SortedMap<String, String> sysctls = wanted.sysctls();
    List<String> dropped = new ArrayList<>(kept(host));
    dropped.removeAll(sysctls.keySet());
    restore(host, dropped);
    SortedMap<String, String> live = live(host, sysctls.keySet());
    refuseMissing(host, sysctls, live);
    for (Map.Entry<String, String> now : live.entrySet()) {
      host.ledger().noteBefore(host.owner(), NOTE + now.getKey(), now.getValue());
    }
    host.ledger().writeFile(host.owner(), RemoteFile.text(Sysctls.FILE, Sysctls.render(sysctls)));
    SortedMap<String, String> different = new TreeMap<>(sysctls);
    different.entrySet().removeAll(live.entrySet());
    write(host, different);
  }

  @Override
  public void giveBack(NodeHost host) throws StepException, InterruptedException {
    restore(host, kept(host));
    host.ledger().restoreFile(host.owner(), Sysctls.FILE);
  }

  private static void refuseMissing(
      NodeHost host, SortedMap<String, String> wanted, SortedMap<String, String> live)
      throws StepException {
    List<String> missing = new ArrayList<>(wanted.keySet());
    missing.removeAll(live.keySet());
    if (!missing.isEmpty()) {
      throw host.failure(
          "no-such-sysctl",
          "The kernel has no parameter " + String.join(", ", missing),
          "A module that brings it may be missing from kernel.modules, or its name is misspelt in"
              + " kernel.sysctls.",
          Optional.empty());
    }
  }

  private static void restore(NodeHost host, List<String> keys)
      throws StepException, InterruptedException {
    SortedMap<String, String> before = new TreeMap<>();
    for (String key : keys) {
      host.ledger()
          .noteToRestore(host.owner(), NOTE + key)
          .ifPresent(value -> before.put(key, value));
    }
    SortedMap<String, String> live = live(host, before.keySet());
    before.keySet().retainAll(live.keySet()); // A module that brought it may be gone.
    before.entrySet().removeAll(live.entrySet());
    write(host, before);
    for (String key : keys) {
      host.ledger().dropNote(host.owner(), NOTE + key);
    }
  }

  private static List<String> kept(NodeHost host) throws StepException, InterruptedException {
    return List.copyOf(Sysctls.parse(host.read(Sysctls.FILE).orElse("")).keySet());
  }

  private static SortedMap<String, String> live(NodeHost host, Iterable<String> wanted)
      throws StepException, InterruptedException {
    List<String> keys = new ArrayList<>();
    wanted.forEach(keys::add);
    SortedMap<String, String> live = new TreeMap<>();
    if (keys.isEmpty()) {
      return live;
    }
    Command command = Command.script(READ, keys.stream().map(Sysctls::path).toList());
    for (String line : host.run("Reading kernel parameters", command).stdout().lines().toList()) {
      int colon = line.indexOf(':');
      String key = keys.get(Integer.parseInt(line.substring(0, colon)) - 1);
      live.put(key, Sysctls.normal(line.substring(colon + 1)));
    }
    return live;
  }

  private static void write(NodeHost host, SortedMap<String, String> sysctls)
      throws StepException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    sysctls.forEach(
        (key, value) -> {
          arguments.add(Sysctls.path(key));
          arguments.add(value);
        });
    if (!arguments.isEmpty()) {
      host.run("Setting kernel parameters", Command.script(WRITE, arguments));
    }
  }
}
