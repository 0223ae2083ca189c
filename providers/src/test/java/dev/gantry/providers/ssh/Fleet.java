package dev.gantry.providers.ssh;

import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.Machines;
import dev.gantry.providers.host.RecordedKey;
import dev.gantry.providers.host.Route;
import dev.gantry.providers.host.Usual;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kinds.node.HostKeySpec;
import dev.gantry.resources.kinds.node.IdentitySpec;
import dev.gantry.resources.kinds.node.JumpSpec;
import dev.gantry.resources.kinds.node.PrivilegeSpec;
import dev.gantry.resources.kinds.node.ProxySpec;
import dev.gantry.resources.kinds.node.SshSpec;
import dev.gantry.resources.kinds.node.SshTimeoutsSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes with the SSH settings that a test is about: cp-1 on the loopback address unless others are
 * named.
 */
final class Fleet implements AutoCloseable {
  private final Path home;
  private final List<SshRemotes> opened = new ArrayList<>();
  private final TreeMap<String, String> environment = new TreeMap<>();
  private final SortedMap<HostName, String> named = new TreeMap<>();
  private String address = "127.0.0.1";
  private int port = 22;
  private Optional<String> user = Optional.of("root");
  private SshTimeoutsSpec timeouts = new SshTimeoutsSpec("5s", "20s", "40s");
  private final List<JumpSpec> jumps = new ArrayList<>();
  private Optional<ProxySpec> proxy = Optional.empty();
  private Optional<String> configFile = Optional.empty();
  private Optional<String> privateKey = Optional.empty();
  private Optional<SecretSource> passphrase = Optional.empty();
  private Optional<SecretSource> password = Optional.empty();
  private Optional<String> certificate = Optional.empty();
  private final List<IdentitySpec> identities = new ArrayList<>();
  private HostKeySpec hostKey =
      new HostKeySpec(HostKeySpec.Policy.ACCEPT_NEW, Optional.empty(), Optional.empty());
  private PrivilegeSpec privilege = PrivilegeSpec.USUAL;
  private Optional<RecordedKey> recorded = Optional.empty();
  private ConnectionLog log = ConnectionLog.silent();

  Fleet(Path home) {
    this.home = home;
  }

  Fleet to(String ip) {
    address = ip;
    return this;
  }

  Fleet having(String host, String ip) {
    named.put(new HostName(host), ip);
    return this;
  }

  List<HostName> hosts() {
    return List.copyOf(named.keySet());
  }

  Fleet at(int sshPort) {
    port = sshPort;
    return this;
  }

  Fleet as(String login) {
    user = Optional.of(login);
    return this;
  }

  /** Adds a jump host on the loopback address, with a key of its own. */
  Fleet through(int jumpPort, String keyFile, HostKeySpec trust) {
    jumps.add(
        new JumpSpec(
            "127.0.0.1",
            Optional.of(jumpPort),
            Optional.of("jumper"),
            Optional.of(keyFile),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            trust));
    return this;
  }

  Fleet by(String proxyUrl) {
    proxy = Optional.of(new ProxySpec(proxyUrl, Optional.empty(), Optional.empty()));
    return this;
  }

  Fleet by(String proxyUrl, String name, String text) {
    proxy =
        Optional.of(
            new ProxySpec(
                proxyUrl, Optional.of(name), Optional.of(inEnvironment("PROXY_PASSWORD", text))));
    return this;
  }

  /** How long the other side may be silent. */
  Fleet silentFor(String limit) {
    timeouts = new SshTimeoutsSpec("5s", "20s", limit);
    return this;
  }

  /** Leaves the user to this ssh_config, and whatever else the test does not set. */
  Fleet configuredBy(Path file) {
    configFile = Optional.of(file.toString());
    user = Optional.empty();
    return this;
  }

  Fleet withKey(String file) {
    privateKey = Optional.of(file);
    return this;
  }

  Fleet withPassphrase(String text) {
    passphrase = Optional.of(inEnvironment("PASSPHRASE", text));
    return this;
  }

  Fleet withPassword(String text) {
    password = Optional.of(inEnvironment("PASSWORD", text));
    return this;
  }

  Fleet becoming(PrivilegeSpec.Method method) {
    privilege = new PrivilegeSpec(method, Optional.empty());
    return this;
  }

  Fleet becoming(PrivilegeSpec.Method method, String rootsPassword) {
    privilege = new PrivilegeSpec(method, Optional.of(inEnvironment("PRIVILEGE", rootsPassword)));
    return this;
  }

  Fleet withAgent(Path socket) {
    environment.put("SSH_AUTH_SOCK", socket.toString());
    return this;
  }

  Fleet trusting(HostKeySpec.Policy policy, Optional<String> key) {
    hostKey = new HostKeySpec(policy, key, Optional.empty());
    return this;
  }

  Fleet telling(ConnectionLog hears) {
    log = hears;
    return this;
  }

  Fleet withCertificate(String file) {
    certificate = Optional.of(file);
    return this;
  }

  Fleet withMore(String file) {
    identities.add(new IdentitySpec(file, Optional.empty(), Optional.empty()));
    return this;
  }

  Fleet recording(String key) {
    recorded = Optional.of(new RecordedKey(key, "the state"));
    return this;
  }

  private SecretSource inEnvironment(String name, String text) {
    environment.put(name, text);
    return new SecretSource(Optional.of(name), Optional.empty(), Optional.empty());
  }

  SshRemotes open() {
    SshSpec ssh =
        new SshSpec(
            user,
            Optional.of(port),
            privateKey,
            passphrase,
            certificate,
            identities,
            password,
            hostKey,
            jumps,
            false,
            configFile,
            timeouts);
    Route route = new Route(proxy, jumps, false);
    SortedMap<HostName, String> all = new TreeMap<>(named);
    if (all.isEmpty()) {
      all.put(new HostName("cp-1"), address);
    }
    List<Machine> machines = new ArrayList<>();
    all.forEach(
        (host, ip) ->
            machines.add(new Machine(host, ip, ssh, recorded, route, Usual.ofSsh(), privilege)));
    SshRemotes remotes =
        new SshRemotes(Machines.of(machines), new Workstation(home, home, environment), log);
    opened.add(remotes);
    return remotes;
  }

  @Override
  public void close() {
    opened.forEach(SshRemotes::close);
  }
}
