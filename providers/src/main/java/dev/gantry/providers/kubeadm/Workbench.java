package dev.gantry.providers.kubeadm;

import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.address.HostName;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What every step works with.
 *
 * @param folder of the configuration: programs and images of a spec are found from there
 */
record Workbench(Remotes remotes, Function<Remote, Ledger> ledgers, Path folder) {
  Shell shell(HostName host) {
    return new Shell(remotes.on(host));
  }

  Ledger ledger(HostName host) {
    return ledgers.apply(remotes.on(host));
  }
}
