package dev.gantry.providers.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.HostIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What members of etcd say, and what follows from it. */
final class EtcdStatusTest {
  /** Ids beyond 2^63: they are unsigned. */
  private static final String LIST =
      "{\"header\":{\"cluster_id\":1},\"members\":["
          + member("17237436991929493444", "cp-1", "10.0.0.1", false)
          + ","
          + member("2", "cp-2", "10.0.0.2", false)
          + ","
          + member("3", "cp-3", "10.0.0.3", false)
          + "]}";

  private final SortedMap<HostName, HostReading> readings = new TreeMap<>();

  private static String member(String id, String name, String address, boolean learner) {
    return "{\"ID\":%s,\"name\":\"%s\",\"peerURLs\":[\"https://%s:2380\"],%s\"clientURLs\":[\"https://%s:2379\"]}"
        .formatted(id, name, address, learner ? "\"isLearner\":true," : "", address);
  }

  private void says(String host, String id, String leader, String list) {
    says(host, id, leader, list, "");
  }

  private void says(String host, String id, String leader, String list, String errors) {
    String own =
        "[{\"Endpoint\":\"https://127.0.0.1:2379\",\"Status\":{\"header\":{\"member_id\":%s},"
                .formatted(id)
            + "\"version\":\"3.6.6\",\"dbSize\":5242880,\"leader\":%s,\"raftIndex\":7%s}}]"
                .formatted(leader, errors.isEmpty() ? "" : ",\"errors\":[\"" + errors + "\"]");
    answers(host, 0, "own\t" + own + "\nlist\t" + list + "\n", "");
  }

  private void answers(String host, int exit, String out, String err) {
    readings.put(
        new HostName(host),
        new HostReading.Answered(
            new HostIdentity(host, "key"),
            new TreeMap<>(),
            new TreeMap<>(Map.of(EtcdStatus.NAME, new HostReading.Output(exit, out, err)))));
  }

  private void silent(String host) {
    readings.put(
        new HostName(host),
        new HostReading.Silent(Diagnostic.error("unreachable", host + " is gone", "Really.")));
  }

  private EtcdStatus status() {
    SortedMap<HostName, String> names = new TreeMap<>();
    readings.keySet().forEach(host -> names.put(host, host.value()));
    return EtcdStatus.of(readings, names);
  }

  @Test
  void everyMemberIsAsItSaysOfItself() {
    says("cp-1", "17237436991929493444", "2", LIST);
    says("cp-2", "2", "2", LIST);
    says("cp-3", "3", "2", LIST);

    EtcdStatus status = status();

    assertThat(status.isWell()).isTrue();
    assertThat(status.quorum()).isEqualTo(2);
    assertThat(status.spare()).isEqualTo(1);
    EtcdMember first = status.members().getFirst();
    assertThat(first.id()).isEqualTo("ef37ad9dc622a7c4");
    assertThat(first.host()).contains(new HostName("cp-1"));
    assertThat(first.isLeader()).isFalse();
    assertThat(status.members().get(1).isLeader()).isTrue();
    assertThat(first.answer())
        .isEqualTo(new EtcdMember.Said("3.6.6", Optional.of("2"), 5242880, 7, List.of()));
  }

  @Test
  void aMachineThatIsAwayAndOneWithoutEtcdHaveTheirReasons() {
    says("cp-1", "17237436991929493444", "17237436991929493444", LIST);
    silent("cp-2");
    answers("cp-3", 46, "", "no etcd runs on this machine\n");

    EtcdStatus status = status();

    assertThat(status.members())
        .extracting(EtcdMember::health)
        .containsExactly("healthy", "cp-2 is gone", "does not run");
    assertThat(status.spare()).isEqualTo(-1);
    assertThat(status.isWell()).isFalse();
    assertThat(EtcdStatus.reasons(readings))
        .containsEntry(new HostName("cp-3"), "does not run")
        .doesNotContainKey(new HostName("cp-1"));
  }

  @Test
  void aMemberWithoutALeaderIsNotHealthyAndAnAlarmIsTold() {
    String two =
        "{\"members\":["
            + member("1", "cp-1", "10.0.0.1", false)
            + ","
            + member("9", "cp-9", "10.0.0.9", true)
            + "]}";
    says("cp-1", "1", "1", two, "memberID:1 alarm:NOSPACE ");

    EtcdStatus status = status();

    assertThat(status.voters()).hasSize(1);
    assertThat(status.spare()).isZero();
    assertThat(status.members().getFirst().alarms()).containsExactly("NOSPACE");
    assertThat(status.members().getLast().health()).isEqualTo("is on no known machine");
    assertThat(status.isWell()).isFalse();

    says("cp-1", "1", "0", two, "etcdserver: no leader");
    assertThat(status().members().getFirst().health()).isEqualTo("has no leader");
    assertThat(status().agreed()).isFalse();
  }

  @Test
  void whatIsNoAnswerIsNotTakenForOne() {
    for (String own : List.of("", "[]", "[{", "{}", "[{\"Status\":{\"header\":7}}]", "7")) {
      answers("cp-1", 0, "own\t" + own + "\nlist\t{\n", "");
      assertThat(status().members()).as(own).isEmpty();
    }
    answers("cp-1", 1, "", "a\nError: context deadline exceeded\n");
    assertThat(EtcdStatus.reasons(readings))
        .containsEntry(new HostName("cp-1"), "Error: context deadline exceeded");
  }
}
