package dev.gantry.providers.vip;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Puts one member in order.
 *
 * <ol>
 *   <li>Note how its units were, then install what is missing.
 *   <li>Have haproxy, keepalived and nft judge the new files on the host, before any that is in use
 *       is touched.
 *   <li>Mark the member as not loaded, write the files, reload (never restart what runs), and mark
 *       it as loaded: a run that is cut off in between is seen by the next plan.
 * </ol>
 */
final class MemberStep {
  private static final String STAGE = "/run/gantry-vip/";
  private static final List<String> UNITS = List.of(Units.RULES, Units.HAPROXY, Units.KEEPALIVED);

  private final ResourceAddress address;
  private final Shell shell;
  private final Ledger ledger;
  private final PasswordSource secrets;

  MemberStep(ResourceAddress address, Shell shell, Ledger ledger, PasswordSource secrets) {
    this.address = address;
    this.shell = shell;
    this.ledger = ledger;
    this.secrets = secrets;
  }

  /** The key under which the ledger keeps how a unit was before. */
  static String note(String unit) {
    return "unit:" + unit;
  }

  /** Notes how the units were, and installs. */
  void install(List<String> packages, StepContext context)
      throws StepException, InterruptedException {
    SortedMap<String, String> units = units();
    for (String unit : UNITS) {
      ledger.noteBefore(address, note(unit), units.getOrDefault(unit, "inactive, not installed"));
    }
    List<String> added = ledger.installPackages(address, packages);
    if (!added.isEmpty()) {
      context.progress("installed " + String.join(", ", added));
    }
  }

  private SortedMap<String, String> units() throws StepException, InterruptedException {
    return HostFacts.services(
        shell
            .must(
                "This host needs systemd.",
                "systemctl",
                "show",
                "--property=Id,ActiveState,UnitFileState",
                Units.HAPROXY,
                Units.KEEPALIVED,
                Units.RULES)
            .stdout());
  }

  /** Writes and loads everything. */
  void configure(Layout layout, Member self, String networkInterface, StepContext context)
      throws StepException, InterruptedException {
    SortedMap<String, RemoteFile> files = VipFiles.of(layout, self, networkInterface);
    ledger.writeFile(address, RemoteFile.text(VipFiles.LOADED, "loading\n"));
    ledger.writeFile(address, file(files, VipFiles.CHECK));
    password(layout);
    validate(files);
    for (RemoteFile file : files.values()) {
      if (ledger.writeFile(address, file)) {
        context.progress("wrote " + file.path());
      }
    }
    load();
    if (layout.spec().vrrp().password().isEmpty()) {
      ledger.restoreFile(address, VipFiles.PASSWORD);
      ledger.restoreFile(address, VipFiles.SALT);
    }
    ledger.writeFile(address, VipFiles.loaded(files));
  }

  private void password(Layout layout) throws StepException, InterruptedException {
    var source = layout.spec().vrrp().password();
    if (source.isEmpty()) {
      return;
    }
    try {
      String password = secrets.read(source.get());
      String found = shell.run(Command.of("cat", VipFiles.SALT)).stdout().strip();
      String salt = PasswordFile.isSalt(found) ? found : PasswordFile.newSalt();
      ledger.writeFile(address, PasswordFile.salt(salt));
      ledger.writeFile(address, PasswordFile.of(password, salt));
    } catch (DiagnosticException unusable) {
      throw new StepException(unusable.diagnostics().getFirst(), false);
    }
  }

  private void validate(SortedMap<String, RemoteFile> files)
      throws StepException, InterruptedException {
    String next = "The files in use were not touched. This is a fault of Gantry's: report it.";
    for (String path : List.of(VipFiles.HAPROXY, VipFiles.KEEPALIVED, VipFiles.RULES)) {
      String at = STAGE + path.substring(path.lastIndexOf('/') + 1);
      shell.put(new RemoteFile(at, file(files, path).content(), "0600", "root:root"));
    }
    try {
      shell.must(next, "haproxy", "-c", "-f", STAGE + "haproxy.cfg");
      shell.must(next, "keepalived", "--config-test", "-f", STAGE + "keepalived.conf");
      shell.must(next, "/usr/sbin/nft", "-c", "-f", STAGE + "gantry-vip.nft");
    } finally {
      shell.must(next, "rm", "-rf", STAGE);
    }
  }

  private static RemoteFile file(SortedMap<String, RemoteFile> files, String path) {
    return Objects.requireNonNull(files.get(path));
  }

  private void load() throws StepException, InterruptedException {
    shell.must("See `systemctl status`.", "systemctl", "daemon-reload");
    shell.run(
        Command.of("systemctl", "reset-failed", Units.RULES, Units.HAPROXY, Units.KEEPALIVED));
    for (String unit : UNITS) {
      String next = "See `journalctl -u " + unit + "` on the host, then apply again.";
      shell.must(next, "systemctl", "enable", "--quiet", unit);
      shell.must(next, "systemctl", "reload-or-restart", unit);
    }
  }
}
