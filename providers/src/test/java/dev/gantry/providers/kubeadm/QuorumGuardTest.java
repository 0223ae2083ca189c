package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.providers.etcd.EtcdMember;
import dev.gantry.providers.etcd.EtcdStatus;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which plans etcd's quorum stands against. */
final class QuorumGuardTest {
  private static EtcdStatus etcd(int members, String... sick) {
    List<EtcdMember> all = new ArrayList<>();
    for (int i = 1; i <= members; i++) {
      String name = "cp-" + i;
      all.add(
          new EtcdMember(
              Integer.toString(i),
              name,
              Optional.empty(),
              new EtcdMember.Urls(List.of(), List.of()),
              false,
              List.of(sick).contains(name)
                  ? new EtcdMember.Silent("does not run")
                  : new EtcdMember.Said("3.6.8", Optional.of("1"), 1, 1, List.of())));
    }
    return new EtcdStatus(all, true);
  }

  private static Value.Fields cluster(String hash, String... planes) {
    SortedMap<String, Value> members = new TreeMap<>();
    for (String plane : planes) {
      members.put(
          plane,
          Value.Fields.empty()
              .with("role", Value.of("control-plane"))
              .with("nodeName", Value.of(plane))
              .with("files", Value.ofTexts(Map.of(Paths.manifest("etcd"), hash))));
    }
    return Value.Fields.empty().with("members", new Value.Fields(members));
  }

  private static Value.Fields three(String hash) {
    return cluster(hash, "cp-1", "cp-2", "cp-3");
  }

  private static Optional<String> refusal(
      EtcdStatus etcd, Value.Fields before, Value.Fields after) {
    return new QuorumGuard(etcd, before, after).refusal().map(Diagnostic::summary);
  }

  @Test
  void membersRestartWhileOneMoreThanTheQuorumIsHealthy() {
    assertThat(refusal(etcd(3), three("a"), three("b"))).isEmpty();
    assertThat(refusal(etcd(3, "cp-3"), three("a"), three("b")))
        .contains("Restarting members of etcd now could take its quorum away");
    assertThat(refusal(etcd(3, "cp-3"), three("a"), three("a"))).isEmpty();
    assertThat(refusal(etcd(5, "cp-5"), three("a"), three("b"))).isEmpty();
  }

  @Test
  void aSickMemberIsMended() {
    Value.Fields edited = three("a");
    Value.Fields members =
        edited
            .fields("members")
            .with("cp-3", cluster("edited", "cp-3").fields("members").fields("cp-3"));
    Value.Fields before = edited.with("members", members);
    assertThat(refusal(etcd(3, "cp-3"), before, three("a"))).isEmpty();
    assertThat(refusal(etcd(3, "cp-2"), before, three("a"))).isPresent();
  }

  @Test
  void aRefusalNamesTheMembersAndHowTheyAre() {
    Diagnostic refusal =
        new QuorumGuard(etcd(3, "cp-3"), three("a"), three("b")).refusal().orElseThrow();
    assertThat(refusal.code()).isEqualTo("etcd-quorum");
    assertThat(refusal.detail())
        .contains("cp-1, cp-2, one at a time")
        .contains("Of 3 members with a vote 2 are healthy, and the quorum is 2")
        .contains("cp-3: does not run")
        .contains("gantry etcd members");
  }

  @Test
  void oneOrTwoMembersRestartWhenAllAreHealthyForThatIsHowTheClusterIs() {
    assertThat(refusal(etcd(1), cluster("a", "cp-1"), cluster("b", "cp-1"))).isEmpty();
    assertThat(refusal(etcd(2), cluster("a", "cp-1", "cp-2"), cluster("b", "cp-1", "cp-2")))
        .isEmpty();
    assertThat(refusal(etcd(2, "cp-2"), cluster("a", "cp-1", "cp-2"), cluster("b", "cp-1", "cp-2")))
        .isPresent();
  }

  @Test
  void renewedCertificatesRestartMembersToo() {
    Value.Fields before = three("a").with("renewal", Value.ofTexts(Map.of("cp-1", Renewal.DUE)));
    assertThat(refusal(etcd(3), before, three("a"))).isEmpty();
    assertThat(refusal(etcd(3, "cp-2"), before, three("a"))).isPresent();
  }

  @Test
  void theSickOneMayLeaveAndAHealthyOneMayNot() {
    assertThat(refusal(etcd(3, "cp-3"), three("a"), cluster("a", "cp-1", "cp-2"))).isEmpty();
    assertThat(refusal(etcd(3, "cp-3"), three("a"), cluster("a", "cp-2", "cp-3")))
        .contains("Without cp-1 etcd would have no quorum");
    assertThat(refusal(etcd(3), three("a"), cluster("a", "cp-2", "cp-3"))).isEmpty();
  }

  @Test
  void thoseThatJoinCountForThoseThatLeaveAfterThem() {
    assertThat(refusal(etcd(3, "cp-3"), three("a"), cluster("a", "cp-2", "cp-3", "cp-4")))
        .isEmpty();
    assertThat(refusal(etcd(3, "cp-3"), three("a"), cluster("a", "cp-3", "cp-4")))
        .contains("Without cp-2 etcd would have no quorum");
    assertThat(refusal(etcd(3), three("a"), cluster("a", "cp-3", "cp-4"))).isEmpty();
  }

  @Test
  void whereNoMemberIsKnownTheStepGuardsAlone() {
    assertThat(refusal(new EtcdStatus(List.of(), false), three("a"), three("b"))).isEmpty();
  }
}
