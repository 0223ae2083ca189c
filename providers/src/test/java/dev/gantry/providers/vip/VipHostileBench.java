package dev.gantry.providers.vip;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.ScriptedRemote;
import dev.gantry.providers.host.ScriptedRemotes;
import dev.gantry.providers.hostile.HostileBench;
import dev.gantry.providers.hostile.RecordingRemote;
import dev.gantry.providers.hostile.Sent;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A VIP of three machines in memory, for hostile values. */
public final class VipHostileBench implements HostileBench {
  @Override
  public String kind() {
    return "VIP";
  }

  @Override
  public List<Value.Fields> bases() {
    Value.Fields carried =
        Value.Fields.empty()
            .with("address", Value.of("10.0.0.100"))
            .with("nodes", Value.ofTexts(List.of("cp-1", "cp-2", "cp-3")))
            .with(
                "vrrp",
                Value.Fields.empty().with("priorities", Value.ofTexts(Map.of("cp-1", "150"))));
    return List.of(
        carried,
        carried.without("vrrp").with("mode", Value.of("external")).with("address", Value.of("lb")));
  }

  @Override
  public String others() {
    StringBuilder nodes = new StringBuilder();
    for (int i = 1; i < 4; i++) {
      nodes.append(
          """
          ---
          apiVersion: gantry.dev/v1
          kind: Node
          metadata: {name: cp-%d}
          spec: {address: 10.0.0.%d, role: control-plane}
          """
              .formatted(i, i));
    }
    return nodes.toString();
  }

  @Override
  public Sent apply(Value.Fields spec) throws InterruptedException {
    Sent sent = Sent.nothing();
    Fleet fleet = Fleet.ofThree();
    VipProvider provider =
        new VipProvider(
            ScriptedRemotes.of(fleet.remotes.values().toArray(ScriptedRemote[]::new)),
            remote ->
                RecordingRemote.alongside(fleet.ledger(remote.host().value()), remote.host(), sent),
            _ -> fleet.password);
    Subject<VipSpec> subject = fleet.subject(spec, Optional.empty());
    provider
        .probe(subject)
        .values()
        .forEach(request -> sent.argvs().addAll(request.commands().values()));
    Expectation expected =
        provider.expect(
            subject, new Observation.Absent(Value.Fields.empty()), fleet.readings(subject));
    if (expected.diagnostics().stream().noneMatch(Diagnostic::isError)) {
      Value.Fields after = expected.attributes();
      run(provider.steps(subject, new Change.Create(Fleet.ADDRESS, after, after)), after, fleet);
    }
    fleet.remotes.forEach(
        (name, remote) -> {
          remote.commands().forEach(command -> sent.argvs().add(command.argv()));
          sent.addFiles(name, fleet.ledger(name).disk());
        });
    return sent;
  }

  /** A step that fails on machines that only pretend ends nothing but itself. */
  private static void run(List<Step> steps, Value.Fields after, Fleet fleet)
      throws InterruptedException {
    for (Step step : steps) {
      try {
        fleet.run(List.of(step), after);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        fleet.progress.add(step.id() + ": " + e.getMessage());
      }
    }
  }
}
