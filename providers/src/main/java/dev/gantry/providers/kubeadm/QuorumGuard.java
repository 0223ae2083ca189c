package dev.gantry.providers.kubeadm;

import dev.gantry.providers.etcd.EtcdMember;
import dev.gantry.providers.etcd.EtcdStatus;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Refuses at plan time what would take etcd's quorum away (law 15): a member restarts only while
 * one more than the quorum is healthy, and leaves only when those that stay have a quorum. The step
 * that removes a member looks once more by itself.
 *
 * @param etcd its members as they are; where none is known there is nothing to go by
 * @param before attributes that the cluster has
 * @param after attributes that it is to have
 */
record QuorumGuard(EtcdStatus etcd, Value.Fields before, Value.Fields after) {
  /** With fewer members every restart is an outage: that is how the cluster was wanted. */
  private static final int REDUNDANT = 3;

  Optional<Diagnostic> refusal() {
    if (etcd.members().isEmpty()) {
      return Optional.empty();
    }
    List<String> restarting = restarting();
    return restarting.isEmpty() || mayRestart() ? leaving() : Optional.of(tooFew(restarting));
  }

  private boolean mayRestart() {
    int voters = etcd.voters().size();
    return voters < REDUNDANT ? etcd.healthy() == voters : etcd.spare() > 0;
  }

  /** Control planes whose member is started anew, but for the sick: they have nothing to lose. */
  private List<String> restarting() {
    List<String> restarting = new ArrayList<>();
    for (String node : Members.names(after)) {
      if (isPlane(before, node) && isPlane(after, node) && restarts(node) && isHealthy(node)) {
        restarting.add(node);
      }
    }
    return restarting;
  }

  private boolean isHealthy(String node) {
    return member(node).filter(found -> !found.isHealthy()).isEmpty();
  }

  private boolean restarts(String node) {
    String path = Paths.manifest("etcd");
    boolean renews = before.fields("renewal").text(node).equals(Optional.of(Renewal.DUE));
    return renews
        || !Members.of(before, node)
            .fields("files")
            .find(path)
            .equals(Members.of(after, node).fields("files").find(path));
  }

  private static boolean isPlane(Value.Fields attributes, String node) {
    return Members.isControlPlane(attributes, node);
  }

  /** Those that join do so before the first one leaves; each that leaves makes the quorum less. */
  private Optional<Diagnostic> leaving() {
    int joining =
        (int)
            Members.names(after).stream()
                .filter(node -> isPlane(after, node) && !isPlane(before, node))
                .count();
    int voters = etcd.voters().size() + joining;
    int healthy = etcd.healthy() + joining;
    for (String node : Members.names(before)) {
      if (isPlane(before, node) && !isPlane(after, node)) {
        Optional<EtcdMember> member = member(node);
        if (member.isEmpty() || member.get().learner()) {
          continue;
        }
        voters--;
        healthy -= member.get().isHealthy() ? 1 : 0;
        if (voters < 1 || healthy < voters / 2 + 1) {
          return Optional.of(lost(node, voters, healthy));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<EtcdMember> member(String node) {
    String name = Members.of(before, node).text("nodeName").orElse(node);
    return etcd.members().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private Diagnostic tooFew(List<String> restarting) {
    return refused(
        "Restarting members of etcd now could take its quorum away",
        "This plan restarts the members of "
            + String.join(", ", restarting)
            + ", one at a time. Of "
            + etcd.voters().size()
            + " members with a vote "
            + etcd.healthy()
            + " are healthy, and the quorum is "
            + etcd.quorum()
            + ": one more than that has to be.");
  }

  private Diagnostic lost(String node, int voters, int healthy) {
    return refused(
        "Without " + node + " etcd would have no quorum",
        "Of the " + voters + " members that would stay " + healthy + " would be healthy.");
  }

  private Diagnostic refused(String summary, String detail) {
    StringBuilder sick = new StringBuilder();
    etcd.members().stream()
        .filter(member -> !member.isHealthy() || !member.alarms().isEmpty())
        .forEach(
            member ->
                sick.append('\n')
                    .append(member.title())
                    .append(": ")
                    .append(member.health())
                    .append(
                        member.alarms().isEmpty()
                            ? ""
                            : ", alarm " + String.join(", ", member.alarms())));
    return Diagnostic.error(
        "etcd-quorum",
        summary,
        detail
            + sick
            + "\nMend these first (gantry etcd members; `crictl ps -a` and `journalctl -u kubelet`"
            + " on the machine), or take one that is lost out of the configuration in a plan of its"
            + " own, then plan again.");
  }
}
