package dev.gantry.providers.vip;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.address.ResourceAddress;
import java.util.List;
import java.util.Optional;

/**
 * Gives a machine back as it was: keepalived first, so that the address moves to another member or
 * goes; then the rules, the files, the packages, and the units that ran before.
 */
final class FormerMemberStep {
  private static final List<String> UNITS = List.of(Units.KEEPALIVED, Units.HAPROXY, Units.RULES);

  private static final String STOP =
      """
      for unit; do
        state=$(systemctl show --property=LoadState --value "$unit")
        [ "$state" = loaded ] || continue
        systemctl disable --quiet --now "$unit" || exit 1
      done
      """;

  private static final String CLEAN =
      """
      rm -f /run/haproxy-gantry.sock
      for family in ip ip6; do
        /usr/sbin/nft delete table "$family" gantry_vip 2>/dev/null
      done
      systemctl daemon-reload
      systemctl reset-failed "$@" 2>/dev/null
      exit 0
      """;

  // What haproxy leaves when its package goes; its unit mounts the journal's socket on dev/log.
  private static final String SWEEP =
      """
      command -v haproxy >/dev/null 2>&1 && exit 0
      rm -rf /run/haproxy /run/haproxy-master.sock /run/haproxy.pid
      rm -f /var/lib/haproxy/dev/log
      rmdir /var/lib/haproxy/dev /var/lib/haproxy 2>/dev/null
      exit 0
      """;

  private final ResourceAddress address;
  private final Shell shell;
  private final Ledger ledger;

  FormerMemberStep(ResourceAddress address, Shell shell, Ledger ledger) {
    this.address = address;
    this.shell = shell;
    this.ledger = ledger;
  }

  void run(StepContext context) throws StepException, InterruptedException {
    script("stopping keepalived and haproxy", STOP);
    for (String path : ledger.files(address)) {
      ledger.restoreFile(address, path);
      context.progress("gave back " + path);
    }
    script("removing the forwarding rules", CLEAN);
    ledger.removePackages(address);
    script("sweeping what haproxy left", SWEEP);
    for (String unit : UNITS) {
      giveBack(unit);
    }
    ledger.release(address);
  }

  private void giveBack(String unit) throws StepException, InterruptedException {
    Optional<String> before = ledger.noteToRestore(address, MemberStep.note(unit));
    String next = "See `journalctl -u " + unit + "` on the host, then apply again.";
    if (before.filter(state -> state.endsWith(", enabled")).isPresent()) {
      shell.must(next, "systemctl", "enable", "--quiet", unit);
    }
    if (before.filter(state -> state.startsWith("active,")).isPresent()) {
      shell.must(next, "systemctl", "start", unit);
    }
    ledger.dropNote(address, MemberStep.note(unit));
  }

  private void script(String doing, String program) throws StepException, InterruptedException {
    var result = shell.run(Command.script(program, UNITS));
    if (!result.ok()) {
      throw shell.failed(doing, result, "See `systemctl status` on the host, then apply again.");
    }
  }
}
