package dev.gantry.providers.cni;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.hostile.HostileBench;
import dev.gantry.providers.hostile.Sent;
import dev.gantry.providers.kubeadm.PaperCluster;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.cni.CniSpec;
import dev.gantry.resources.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A network of two machines on paper, for hostile values. */
public final class CniHostileBench implements HostileBench {
  private static final ResourceAddress ADDRESS = new ResourceAddress("CNI", "main");

  @Override
  public String kind() {
    return "CNI";
  }

  @Override
  public List<Value.Fields> bases() {
    Value.Fields bridge =
        Value.Fields.empty()
            .with("controlPlane", Value.of("main"))
            .with("type", Value.of("bridge"))
            .with(
                "bridge",
                Value.Fields.empty()
                    .with("packages", Value.ofTexts(List.of("containernetworking-plugins"))));
    Value.Fields custom =
        Value.Fields.empty()
            .with("controlPlane", Value.of("main"))
            .with("type", Value.of("custom"))
            .with(
                "custom",
                Value.Fields.empty().with("manifests", Value.ofTexts(List.of("pom.xml"))));
    return List.of(bridge, custom);
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
        kind: ControlPlane
        metadata: {name: main}
        spec: {version: 1.36.2, endpoint: {address: api.example.org}}
        """;
  }

  @Override
  public Sent apply(Value.Fields spec) throws InterruptedException {
    CniSpec read = SpecReader.read(CniSpec.class, spec);
    PaperCluster paper =
        new PaperCluster()
            .node("cp-1", "control-plane", 1)
            .declared(
                Value.Fields.empty()
                    .with("version", Value.of("1.36.2"))
                    .with(
                        "endpoint",
                        Value.Fields.empty().with("address", Value.of("api.example.org"))))
            .network(read)
            .lists("cp-1\t10.244.0.0/24\tv1.36.2\tTrue\t\t{}\t{}\t");
    CniProvider provider = new CniProvider(paper.remotes(), paper::ledger, Path.of(""));
    Subject<CniSpec> subject =
        new Subject<>(ADDRESS, read, Optional.empty(), paper.inventory(), paper.inventory());
    provider
        .probe(subject)
        .values()
        .forEach(request -> paper.sent.argvs().addAll(request.commands().values()));
    Expectation expected =
        provider.expect(subject, new Observation.Absent(Value.Fields.empty()), new TreeMap<>());
    if (expected.diagnostics().stream().noneMatch(Diagnostic::isError)) {
      Value.Fields after = expected.attributes();
      paper.run(
          provider.steps(subject, new Change.Create(ADDRESS, Value.Fields.empty(), after)), after);
    }
    return paper.sent;
  }
}
