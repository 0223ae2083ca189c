package dev.gantry.providers.check;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A sound machine on paper: what it answers, to be changed line by line. */
final class PaperMachine {
  private static final String SURVEY =
      """
      time\t1000.500000000
      os-ID\tdebian
      os-VERSION_ID\t"12"
      os-PRETTY_NAME\t"Debian GNU/Linux 12 (bookworm)"
      kernel\t6.1.0-18-amd64
      arch\tx86_64
      hostname\tNAME
      virtualisation\tkvm
      init\tsystemd
      cpus\t4
      memory-kib\t8000000
      product-uuid\tUUID-NAME
      address\t1: lo    inet 127.0.0.1/8 scope host lo
      address\t2: eth0    inet ADDRESS/24 brd 10.0.0.255 scope global eth0
      link\t1: lo: <LOOPBACK,UP> mtu 65536 link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
      link\t2: eth0@if6: <UP> mtu 1500 link/ether 02:00:00:00:00:NN brd ff:ff:ff:ff:ff:ff
      route\tdefault via 10.0.0.254 dev eth0
      cgroup\tcgroup2fs
      ntp\tyes
      """;
  private static final String OWN =
      """
      time\t1000.400000000
      disk-/var/lib/containerd\t/dev/vda1 100000000 1000 90000000 1% /
      disk-/var/lib/etcd\t/dev/vda1 100000000 1000 90000000 1% /
      disk-/var/lib/kubelet\t/dev/vda1 100000000 1000 90000000 1% /
      rotates\t0
      ports\tknown
      listener\tLISTEN 0      128    0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=142,fd=3))
      resolver\tnameserver 10.0.0.254
      resolved\t127.0.1.1 STREAM NAME
      """;

  private final String name;
  private final int number;
  private String survey;
  private String own;
  private String peers = "";
  private String machineId;
  private Value.Fields spec;

  /**
   * @param number the last of its address
   */
  PaperMachine(String name, int number) {
    this.name = name;
    this.number = number;
    this.survey =
        SURVEY
            .replace("NAME", name)
            .replace("ADDRESS", address())
            .replace("NN", "%02d".formatted(number));
    this.own = OWN.replace("NAME", name);
    this.machineId = "%032d".formatted(number);
    this.spec =
        Value.Fields.empty()
            .with("address", Value.of(address()))
            .with("role", Value.of("control-plane"));
  }

  String name() {
    return name;
  }

  String address() {
    return "10.0.0." + number;
  }

  PaperMachine with(String field, Value value) {
    spec = spec.with(field, value);
    return this;
  }

  /** Replaces text of the answers; it must be there. */
  PaperMachine says(String instead, String text) {
    if (!survey.contains(instead) && !own.contains(instead)) {
      throw new IllegalArgumentException("says no such thing: " + instead);
    }
    survey = survey.replace(instead, text);
    own = own.replace(instead, text);
    return this;
  }

  /** Adds a line to what it tells beside its survey. */
  PaperMachine adds(String key, String value) {
    own += key + "\t" + value + "\n";
    return this;
  }

  /** Adds a line to its survey. */
  PaperMachine has(String key, String value) {
    survey += key + "\t" + value + "\n";
    return this;
  }

  PaperMachine misses(PaperMachine peer, int port, String why) {
    peers += peer.address() + "\t" + port + " " + why + "\n";
    return this;
  }

  PaperMachine isCalled(String id) {
    machineId = id;
    return this;
  }

  NodeSpec spec() {
    return SpecReader.read(NodeSpec.class, spec);
  }

  HostReading.Answered answer() {
    SortedMap<String, HostReading.Output> commands =
        new TreeMap<>(
            Map.of(
                "survey",
                output(survey),
                CheckProbe.OWN,
                output(own),
                CheckProbe.PEERS,
                output(peers),
                CheckProbe.LAST_MOMENT,
                output("1000.600000000\n")));
    return new HostReading.Answered(new HostIdentity(machineId, "key"), new TreeMap<>(), commands);
  }

  private static HostReading.Output output(String text) {
    return new HostReading.Output(0, text, "");
  }
}
