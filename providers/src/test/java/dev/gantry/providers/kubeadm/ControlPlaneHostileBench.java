package dev.gantry.providers.kubeadm;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.hostile.HostileBench;
import dev.gantry.providers.hostile.Sent;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cluster of two machines on paper, made and then changed, for hostile values. */
public final class ControlPlaneHostileBench implements HostileBench {
  private static final Value VIA =
      Value.Fields.empty()
          .with("version", Value.of("1.35.4"))
          .with(
              "packages",
              Value.Fields.empty().with("install", Value.ofTexts(List.of("kubeadm=1.35.4-1.1"))));

  @Override
  public String kind() {
    return "ControlPlane";
  }

  @Override
  public List<Value.Fields> bases() {
    Value flags = Value.ofTexts(Map.of("v", "2"));
    Value.Fields plain =
        PaperCluster.spec()
            .with("nodes", Value.ofTexts(List.of("cp-1", "w-1")))
            .with("apiServerExtraArgs", flags)
            .with("controllerManagerExtraArgs", flags)
            .with("schedulerExtraArgs", flags)
            .with("kubeletExtraArgs", Value.ofTexts(Map.of("image-gc-high-threshold", "80")))
            .with("kubeletConfiguration", Value.ofTexts(Map.of("maxPods", "100")))
            .with("kubeProxyConfiguration", Value.ofTexts(Map.of("mode", "nftables")))
            .with("annotations", Value.ofTexts(Map.of("a", "b")))
            .with("etcd", Value.Fields.empty().with("extraArgs", flags))
            .with("upgrade", Value.Fields.empty().with("via", new Value.Many(List.of(VIA))));
    Value.Fields external =
        Value.Fields.empty()
            .with("mode", Value.of("external"))
            .with("endpoints", Value.ofTexts(List.of("https://10.0.0.9:2379")));
    return List.of(plain, PaperCluster.spec().with("etcd", external));
  }

  @Override
  public String others() {
    return """
        ---
        apiVersion: gantry.dev/v1
        kind: Node
        metadata: {name: cp-1}
        spec: {address: 10.0.0.1, role: control-plane}
        ---
        apiVersion: gantry.dev/v1
        kind: Node
        metadata: {name: w-1}
        spec: {address: 10.0.0.2}
        """;
  }

  @Override
  public Sent apply(Value.Fields spec) throws InterruptedException {
    PaperCluster paper =
        new PaperCluster()
            .node("cp-1", "control-plane", 1)
            .node("w-1", "worker", 2)
            .declared(spec)
            .lists(
                "cp-1\t10.244.0.0/24\tVERSION\tTrue\t\t{}\t{}\t",
                "w-1\t10.244.1.0/24\tVERSION\tTrue\t\t{}\t{}\t");
    ControlPlaneProvider provider = new ControlPlaneProvider(paper.workbench());
    Subject<ControlPlaneSpec> subject = paper.subject(Optional.empty());
    provider
        .probe(subject)
        .values()
        .forEach(request -> paper.sent.argvs().addAll(request.commands().values()));
    Expectation expected =
        provider.expect(subject, new Observation.Absent(Value.Fields.empty()), new TreeMap<>());
    if (expected.diagnostics().stream().noneMatch(Diagnostic::isError)) {
      Value.Fields after = expected.attributes();
      paper.run(
          provider.steps(
              subject, new Change.Create(PaperCluster.ADDRESS, Value.Fields.empty(), after)),
          after);
      Value.Fields before = plainOf(provider, paper);
      paper.run(
          provider.steps(
              subject, new Change.Update(PaperCluster.ADDRESS, before, after, List.of())),
          after);
    }
    return paper.sent;
  }

  private static Value.Fields plainOf(ControlPlaneProvider provider, PaperCluster paper) {
    PaperCluster plain =
        new PaperCluster()
            .node("cp-1", "control-plane", 1)
            .node("w-1", "worker", 2)
            .declared(PaperCluster.spec());
    paper.said.add("then it is changed");
    return provider
        .expect(
            plain.subject(Optional.empty()),
            new Observation.Absent(Value.Fields.empty()),
            new TreeMap<>())
        .attributes();
  }
}
