package dev.gantry.providers.encryptionkey;

import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.address.HostName;
import java.util.function.Function;

/**
 * What every step works with.
 *
 * @param secrets reads keys that a person gives
 */
record Tools(Remotes remotes, Function<Remote, Ledger> ledgers, Secrets secrets) {
  Shell shell(String host) {
    return new Shell(remotes.on(new HostName(host)));
  }

  Ledger ledger(String host) {
    return ledgers.apply(remotes.on(new HostName(host)));
  }
}
