package dev.gantry.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.terminal.Style;
import dev.gantry.providers.etcd.EtcdMember;
import dev.gantry.providers.etcd.EtcdStatus;
import dev.gantry.resources.address.HostName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The members of etcd as people and programs see them. */
final class EtcdTextTest {
  private static EtcdMember member(String id, EtcdMember.Answer answer) {
    return new EtcdMember(
        id,
        "cp-" + id,
        Optional.of(new HostName("cp-" + id)),
        new EtcdMember.Urls(
            List.of("https://10.0.0." + id + ":2380"), List.of("https://10.0.0." + id + ":2379")),
        false,
        answer);
  }

  private static EtcdMember.Said said(String... errors) {
    return new EtcdMember.Said("3.6.6", Optional.of("1"), 3 << 19, 812, List.of(errors));
  }

  @Test
  void theQuorumIsToldAndWhatMayStillFail() {
    EtcdStatus status =
        new EtcdStatus(
            List.of(
                member("1", said("memberID:1 alarm:NOSPACE")),
                member("2", said()),
                member("3", new EtcdMember.Silent("host cp-3 did not answer"))),
            true);

    assertThat(EtcdText.of(status, Style.plain()))
        .isEqualTo(
            """
            NAME  HOST  ID  ROLE      HEALTH                    VERSION  DB       INDEX  PEER                   CLIENT
            cp-1  cp-1  1   leader    healthy                   3.6.6    1.5 MiB  812    https://10.0.0.1:2380  https://10.0.0.1:2379
            cp-2  cp-2  2   follower  healthy                   3.6.6    1.5 MiB  812    https://10.0.0.2:2380  https://10.0.0.2:2379
            cp-3  cp-3  3   follower  host cp-3 did not answer  -        -        -      https://10.0.0.3:2380  https://10.0.0.3:2379

            3 members have a vote, 2 are healthy; the quorum is 2. None may fail.
            ! cp-1 has raised the alarm NOSPACE
            """);
    assertThat(EtcdJson.of(status).toString())
        .startsWith(
            "{\"format_version\":\"1.0\",\"well\":false,\"voters\":3,\"healthy\":2,\"quorum\":2,"
                + "\"may_fail\":0,\"has_quorum\":true,\"members\":[{\"id\":\"1\",\"name\":\"cp-1\"")
        .contains("\"db_size\":1572864,\"raft_index\":812");
  }

  @Test
  void withoutAQuorumNothingCanBeWritten() {
    EtcdStatus status =
        new EtcdStatus(
            List.of(
                member("1", new EtcdMember.Said("3.6.6", Optional.empty(), 1, 1, List.of())),
                member("2", new EtcdMember.Silent("does not run"))),
            false);

    assertThat(EtcdText.of(status, Style.plain()))
        .contains("has no leader")
        .endsWith(
            "2 members have a vote, 0 are healthy; the quorum is 2. There is no quorum: nothing can"
                + " be written.\n");
  }
}
