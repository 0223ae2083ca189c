package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.providers.hostile.HostileBench;
import dev.gantry.providers.hostile.Sent;
import dev.gantry.providers.kubeadm.PaperCluster;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The keys of a cluster on paper, for hostile values. */
public final class EncryptionKeyHostileBench implements HostileBench {
  private static final ResourceAddress ADDRESS = new ResourceAddress("EncryptionKey", "main");

  @Override
  public String kind() {
    return "EncryptionKey";
  }

  @Override
  public List<Value.Fields> bases() {
    Value.Fields base =
        Value.Fields.empty()
            .with("controlPlane", Value.of("main"))
            .with("resources", Value.ofTexts(List.of("secrets", "widgets.example.com")));
    return List.of(
        base,
        base.with("keySource", Value.Fields.empty().with("env", Value.of("A_KEY"))),
        base.with("keySource", Value.Fields.empty().with("file", Value.of("a.key"))),
        base.with(
            "keySource", Value.Fields.empty().with("command", Value.ofTexts(List.of("/bin/cat")))));
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
    EncryptionKeySpec read = SpecReader.read(EncryptionKeySpec.class, spec);
    PaperCluster paper =
        new PaperCluster()
            .node("cp-1", "control-plane", 1)
            .declared(
                Value.Fields.empty()
                    .with("version", Value.of("1.36.2"))
                    .with(
                        "endpoint",
                        Value.Fields.empty().with("address", Value.of("api.example.org"))))
            .encrypted(read);
    Tools tools =
        new Tools(paper.remotes(), paper::ledger, new Secrets(Workstation.here(Path.of(""))));
    EncryptionKeyProvider provider = new EncryptionKeyProvider(tools);
    Subject<EncryptionKeySpec> subject =
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
