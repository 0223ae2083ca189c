package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.ErrandProvider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.kubeadm.EncryptedCluster;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The errand of an {@code EncryptionKey} that brings its files back to control planes from the keys
 * in the state, also where no API server starts any more without them:
 *
 * <ol>
 *   <li>every control plane gets the file of the recorded phase;
 *   <li>one after another is told of it where it is not, and started where it is down;
 *   <li>every API server says that it works by the file.
 * </ol>
 */
public final class EncryptionRecovery implements ErrandProvider.Work<EncryptionKeySpec> {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Tools tools;

  /**
   * @param secrets reads keys that a person gives
   */
  public EncryptionRecovery(Remotes remotes, Secrets secrets) {
    this.tools = new Tools(remotes, HostLedger::on, secrets);
  }

  @Override
  public List<Step> steps(Subject<EncryptionKeySpec> subject, Change change) {
    Optional<KeyRing> ring =
        KeyRing.of(change.outcome().orElse(Value.Fields.empty())).flatMap(KeyRing::begun);
    if (ring.isEmpty()) {
      throw new DiagnosticException(
          Diagnostic.error(
                  "encryption-not-begun",
                  subject.address() + " has no keys: it was never begun",
                  "Begin it: gantry apply")
              .at(subject.address()));
    }
    KeyWork work = new KeyWork(tools, subject, ring);
    List<String> hosts = hosts(subject);
    List<Step> steps = new ArrayList<>();
    for (String host : hosts) {
      steps.add(
          step(host, "write", "writing the file", context -> write(work, host, context)).byHost());
    }
    for (String host : hosts) {
      steps.add(step(host, "start", "starting the API server", _ -> start(work, host)));
    }
    steps.add(
        new Step(
            "loaded",
            "waiting for API servers to work by the file",
            Optional.empty(),
            Step.Order.IN_TURN,
            List.of(),
            LONG,
            2,
            context -> new AwaitLoaded(work).run(hosts, context)));
    return steps;
  }

  private static List<String> hosts(Subject<EncryptionKeySpec> subject) {
    List<String> desired = EncryptionKeyKind.hosts(subject.spec(), subject.desired());
    return desired.isEmpty() ? EncryptionKeyKind.hosts(subject.spec(), subject.known()) : desired;
  }

  private static Step step(String host, String id, String title, Step.Action action) {
    return Step.on(new HostName(host), id + ":" + host, title, action).within(LONG);
  }

  private static void write(KeyWork work, String host, StepContext context)
      throws StepException, InterruptedException {
    KeyRing ring = work.ring();
    Deployed.Sums sums = new WriteFiles(work, host).write(ring, context);
    if (ring.isAtRest()) {
      context.output(
          EncryptionKeySteps.output(host), Deployed.expected(ring.revision(), Optional.of(sums)));
    }
  }

  private static void start(KeyWork work, String host) throws StepException, InterruptedException {
    EncryptedCluster cluster = work.cluster();
    if (!cluster.hasApiServer(host)) {
      return;
    }
    cluster.wake(host);
    if (!cluster.isTold(host)) {
      cluster.tell(host, true);
    }
  }
}
