package dev.gantry.providers.ssh;

import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.Machines;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.RunLimits;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/** All machines of a run over SSH: one client, one connection a machine and jump host. */
public final class SshRemotes implements Remotes {
  private final Machines machines;
  private final Dialer dialer;
  private final RunLimits limits;
  private final Semaphore uploads;
  private final Map<HostName, SshRemote> remotes = new ConcurrentSkipListMap<>();
  private Optional<TunnelClient> client = Optional.empty();

  /**
   * The machines of a run.
   *
   * @param here where private keys, secrets, known_hosts and the agent are found
   * @param log hears how each connection comes about
   */
  public SshRemotes(Machines machines, Workstation here, ConnectionLog log) {
    this(machines, here, log, RunLimits.usual());
  }

  /** The machines of a run that takes no more than this. */
  public SshRemotes(Machines machines, Workstation here, ConnectionLog log, RunLimits limits) {
    this.machines = machines;
    this.dialer = new Dialer(here, log);
    this.limits = limits;
    this.uploads = new Semaphore(limits.uploads(), true);
  }

  /**
   * @throws DiagnosticException when nothing says how to reach that host
   */
  @Override
  public Remote on(HostName host) {
    return remotes.computeIfAbsent(host, this::remote);
  }

  private SshRemote remote(HostName host) {
    Machine machine = machine(host);
    return new SshRemote(
        machine, new Link(machine, this::client, dialer, limits.reconnect()), uploads);
  }

  private Machine machine(HostName host) {
    return machines
        .find(host)
        .orElseThrow(
            () ->
                new DiagnosticException(
                    Diagnostic.error(
                            "unknown-host",
                            "nothing says how to reach host " + host,
                            "Neither the configuration nor the state has Node/" + host + ".")
                        .onHost(host.value())));
  }

  private synchronized TunnelClient client() {
    TunnelClient running = client.orElseGet(SshClients::start);
    client = Optional.of(running);
    return running;
  }

  @Override
  public synchronized void close() {
    remotes.values().forEach(SshRemote::close);
    remotes.clear();
    dialer.close();
    client.ifPresent(TunnelClient::stop);
    client = Optional.empty();
  }
}
