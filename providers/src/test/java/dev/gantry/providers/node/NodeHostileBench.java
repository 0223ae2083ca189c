package dev.gantry.providers.node;

import dev.gantry.providers.hostile.HostileBench;
import dev.gantry.providers.hostile.RecordingRemote;
import dev.gantry.providers.hostile.Sent;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;

/** A Node on a machine in memory, for hostile values. */
public final class NodeHostileBench implements HostileBench {
  @Override
  public String kind() {
    return "Node";
  }

  @Override
  public List<Value.Fields> bases() {
    Value taint = Value.ofTexts(Map.of("key", "dedicated", "value", "x", "effect", "NoExecute"));
    Value.Fields plain =
        Value.Fields.empty()
            .with("address", Value.of("10.0.0.1"))
            .with("labels", Value.ofTexts(Map.of("a", "b")))
            .with("annotations", Value.ofTexts(Map.of("a", "b")))
            .with("taints", new Value.Many(List.of(taint)))
            .with("roles", Value.Fields.empty().with("infra", Value.Fields.empty()))
            .with("kubeletExtraArgs", Value.ofTexts(Map.of("v", "1")))
            .with("kernel", group("sysctls", Value.ofTexts(Map.of("vm.max_map_count", "65530"))))
            .with("hostsFile", group("extra", Value.ofTexts(Map.of("registry.lan", "10.0.0.9"))))
            .with("runtime", group("settings", Value.ofTexts(Map.of("debug.level", "info"))));
    Value.Fields docker =
        group("dockerExtraArgs", Value.ofTexts(Map.of("default-runtime", "runc")))
            .with("type", Value.of("docker"))
            .with("packages", Value.ofTexts(List.of("docker.io", "cri-dockerd")));
    return List.of(plain, plain.with("runtime", docker));
  }

  private static Value.Fields group(String name, Value value) {
    return Value.Fields.empty().with(name, value);
  }

  @Override
  public String others() {
    return "";
  }

  @Override
  public Sent apply(Value.Fields spec) throws InterruptedException {
    Sent sent = Sent.nothing();
    FakeMachine machine = new FakeMachine("cp-1");
    NodeBench bench =
        new NodeBench(
            machine, remote -> RecordingRemote.alongside(machine.ledger(), remote.host(), sent));
    bench.applyWhatGoes(spec);
    sent.argvs().addAll(machine.commands());
    sent.argvs().addAll(bench.probes(spec));
    sent.addFiles("cp-1", machine.files());
    return sent;
  }
}
