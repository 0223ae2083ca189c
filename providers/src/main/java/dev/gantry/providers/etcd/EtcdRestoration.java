package dev.gantry.providers.etcd;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.ErrandProvider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Remotes;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The errand of a {@code ControlPlane} that brings its etcd back from a snapshot.
 *
 * <p>All control planes stop, all get the snapshot's data as the same members, then all start: here
 * law 15 has nothing to guard, since what they hold is given up. Each piece leaves its mark on the
 * machine, and a run that was cut off is gone on with by the same run again.
 */
public final class EtcdRestoration implements ErrandProvider.Work<ControlPlaneSpec> {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SENDING = Duration.ofMinutes(60);

  private final Remotes remotes;
  private final SnapshotFile file;

  /**
   * @param file what is brought to every control plane
   */
  public EtcdRestoration(Remotes remotes, SnapshotFile file) {
    this.remotes = remotes;
    this.file = file;
  }

  @Override
  public List<Step> steps(Subject<ControlPlaneSpec> subject, Change change) {
    Value.Fields members =
        change.outcome().map(after -> after.fields("members")).orElse(Value.Fields.empty());
    List<HostName> hosts =
        members.entries().keySet().stream()
            .filter(node -> members.fields(node).text("role").equals(Optional.of("control-plane")))
            .map(HostName::new)
            .toList();
    return steps(new RestoreWork(remotes, file, hosts), hosts);
  }

  private static List<Step> steps(RestoreWork work, List<HostName> hosts) {
    List<Step> steps = new ArrayList<>();
    hosts.forEach(
        host ->
            steps.add(
                step(host, "send", "sending the snapshot", context -> work.send(host, context))
                    .within(SENDING)));
    steps.add(all("agree", "comparing what the machines say", work::agree));
    hosts.forEach(
        host -> steps.add(step(host, "stop", "stopping the control plane", _ -> work.stop(host))));
    steps.add(all("stopped", "making sure that none is left", _ -> {}));
    hosts.forEach(
        host ->
            steps.add(
                step(
                    host,
                    "restore",
                    "restoring the data of etcd",
                    context -> work.restore(host, context))));
    steps.add(all("restored", "making sure that all are restored", _ -> {}));
    hosts.forEach(
        host -> steps.add(step(host, "start-etcd", "starting etcd", _ -> work.startEtcd(host))));
    steps.add(all("healthy", "waiting for the members of etcd", work::healthy));
    hosts.forEach(
        host ->
            steps.add(step(host, "start", "starting the control plane", _ -> work.start(host))));
    steps.add(all("serving", "making sure that every API server answers", work::serving));
    hosts.forEach(
        host -> steps.add(step(host, "finish", "removing the snapshot", _ -> work.finish(host))));
    return steps;
  }

  private static Step step(HostName host, String id, String title, Step.Action action) {
    return Step.on(host, id + ":" + host, title, action).byHost().within(LONG);
  }

  private static Step all(String id, String title, Step.Action action) {
    return new Step(id, title, Optional.empty(), Step.Order.IN_TURN, List.of(), LONG, 1, action);
  }
}
