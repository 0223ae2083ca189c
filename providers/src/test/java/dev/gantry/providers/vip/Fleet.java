package dev.gantry.providers.vip;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.FakeLedger;
import dev.gantry.providers.host.ScriptedRemote;
import dev.gantry.providers.host.ScriptedRemotes;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Machines in memory, a VIP for them, and a provider that works on both. */
final class Fleet {
  static final ResourceAddress ADDRESS = Drive.ADDRESS;

  final SortedMap<String, FakeLedger> ledgers = new TreeMap<>();
  final SortedMap<String, ScriptedRemote> remotes = new TreeMap<>();
  final SortedMap<String, NodeSpec> nodes = new TreeMap<>();
  final List<String> silent = new ArrayList<>();
  final List<String> progress = new ArrayList<>();
  String password = "s3cret";
  String holder = "cp-1";
  private final String vip;

  Fleet(String vip, Map<String, String> addresses) {
    this.vip = vip;
    new TreeMap<>(addresses).forEach(this::add);
  }

  /** Three control planes and 10.0.0.100. */
  static Fleet ofThree() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("cp-1", "10.0.0.1");
    addresses.put("cp-2", "10.0.0.2");
    addresses.put("cp-3", "10.0.0.3");
    return new Fleet("10.0.0.100", addresses);
  }

  private void add(String name, String address) {
    nodes.put(
        name,
        SpecReader.read(NodeSpec.class, Value.Fields.empty().with("address", Value.of(address))));
    ledgers.put(name, new FakeLedger());
    remotes.put(
        name,
        ScriptedRemote.on(name)
            .when(ScriptedRemote.startsWith("ip -o address"))
            .prints(addresses(name, name.equals(holder)))
            .when(ScriptedRemote.startsWith("systemctl show"))
            .prints("Id=haproxy.service\nActiveState=inactive\nUnitFileState=\n")
            .when(ScriptedRemote.startsWith("sha256sum"))
            .prints("00  file\n")
            .elseSucceed());
  }

  private String addresses(String name, boolean holds) {
    String own = nodes.containsKey(name) ? Objects.requireNonNull(nodes.get(name)).address() : "";
    String text =
        "1: lo    inet 127.0.0.1/8 scope host lo\\n\n2: eth0    inet "
            + own
            + "/24 brd 10.0.0.255 scope global eth0\\n\n";
    return holds ? text + "2: eth0    inet " + vip + "/32 scope global eth0\\n\n" : text;
  }

  VipProvider provider() {
    return new VipProvider(
        ScriptedRemotes.of(remotes.values().toArray(ScriptedRemote[]::new)),
        remote -> ledger(remote.host().value()),
        _ -> password);
  }

  FakeLedger ledger(String name) {
    return Objects.requireNonNull(ledgers.get(name));
  }

  ScriptedRemote remote(String name) {
    return Objects.requireNonNull(remotes.get(name));
  }

  /** The usual VIP of these machines. */
  Value.Fields spec(String... names) {
    return Value.Fields.empty()
        .with("address", Value.of(vip))
        .with("nodes", Value.ofTexts(List.of(names)));
  }

  Subject<VipSpec> subject(Value.Fields spec, Optional<Value.Fields> recorded) {
    return Drive.subject(nodes, spec, recorded);
  }

  /** What the machines answer now. */
  SortedMap<HostName, HostReading> readings(Subject<VipSpec> subject) {
    SortedMap<HostName, HostReading> readings = new TreeMap<>();
    provider()
        .probe(subject)
        .keySet()
        .forEach(
            host ->
                readings.put(
                    host,
                    silent.contains(host.value())
                        ? new HostReading.Silent(Diagnostic.error("unreachable", "no route", ""))
                        : answer(host.value())));
    return readings;
  }

  private HostReading answer(String name) {
    SortedMap<String, HostReading.FileReading> files = new TreeMap<>();
    ledger(name).disk().forEach((path, content) -> files.put(path, file(path, content)));
    boolean runs = files.containsKey(VipFiles.LOADED);
    SortedMap<String, HostReading.Output> commands = new TreeMap<>();
    commands.put(VipProbe.ADDRESSES, said(addresses(name, runs && name.equals(holder))));
    StringBuilder services = new StringBuilder();
    for (String unit : List.of(Units.HAPROXY, Units.KEEPALIVED, Units.RULES)) {
      services.append("Id=").append(unit);
      services.append(
          runs
              ? "\nActiveState=active\nUnitFileState=enabled\n\n"
              : "\nActiveState=inactive\nUnitFileState=\n\n");
    }
    commands.put(VipProbe.SERVICES, said(services.toString()));
    return new HostReading.Answered(new HostIdentity("id-" + name, "key"), files, commands);
  }

  private static HostReading.FileReading file(String path, String content) {
    String mode =
        switch (path) {
          case VipFiles.CHECK -> "755";
          case VipFiles.PASSWORD, VipFiles.SALT -> "600";
          default -> "644";
        };
    return new HostReading.FileReading(
        sha256(content), mode, "root:root", content.length(), Optional.of(content));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static HostReading.Output said(String stdout) {
    return new HostReading.Output(0, stdout, "");
  }

  /** Runs steps as the engine would; tells what they put out. */
  Value.Fields run(List<Step> steps, Value.Fields after) throws Exception {
    return Drive.run(steps, after, progress::add);
  }
}
