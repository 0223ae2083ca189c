package dev.gantry.providers.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyTest {
  @Test
  void aMachineThatTellsAllIsRead() {
    MachineFacts facts =
        read(
            """
            os-ID\t"rocky"
            os-VERSION_ID\t"9.4"
            os-PRETTY_NAME\t"Rocky Linux 9.4 (Blue Onyx)"
            kernel\t5.14.0-427.el9.x86_64
            arch\tx86_64
            hostname\tcp-1
            init\tsystemd
            virtualisation\tkvm
            cpus\t8
            memory-kib\t16384000
            product-uuid\t4C4C4544-0042
            address\t2: ens3    inet 10.0.0.11/24 brd 10.0.0.255 scope global ens3\\ valid_lft forever
            address\t2: ens3    inet6 fd00::11/64 scope global \\ valid_lft forever
            link\t1: lo: <LOOPBACK> mtu 65536\\    link/loopback 00:00:00:00:00:00
            link\t2: ens3: <UP> mtu 1500\\    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
            link\t3: veth1@if2: <UP> mtu 1500\\    link/ether 52:54:00:12:34:57 brd
            route\tdefault via 10.0.0.1 dev ens3 proto static metric 100
            cgroup\tcgroup2fs
            swap\t/dev/dm-1 partition 2097148 0 -2
            chrony\tNormal
            version-containerd\tcontainerd containerd.io 1.7.22 7f7fdf5fed64eb6a7caf99b3e12efcf9d60e311c
            version-kubelet\tKubernetes v1.34.1
            unit-containerd\tactive
            """);

    assertThat(facts.os())
        .isEqualTo(
            new MachineFacts.Os(
                "rocky",
                "9.4",
                "Rocky Linux 9.4 (Blue Onyx)",
                "5.14.0-427.el9.x86_64",
                "cp-1",
                "systemd"));
    assertThat(facts.hardware().memoryMiB()).contains(16000L);
    assertThat(facts.hardware().productUuid()).contains("4c4c4544-0042");
    assertThat(facts.network().addresses())
        .containsExactly(
            new MachineFacts.Address("ens3", "10.0.0.11", 24),
            new MachineFacts.Address("ens3", "fd00::11", 64));
    assertThat(facts.network().hardware())
        .containsOnlyKeys("ens3", "veth1")
        .containsEntry("ens3", "52:54:00:12:34:56");
    assertThat(facts.network().links()).containsExactly("lo", "ens3", "veth1");
    assertThat(facts.network().defaultLinks()).containsExactly("ens3");
    assertThat(facts.control())
        .isEqualTo(
            new MachineFacts.Control(
                Optional.of("v2"), List.of("/dev/dm-1"), MachineFacts.Clock.SYNCHRONISED));
    assertThat(facts.software().versions())
        .containsEntry("containerd", "1.7.22")
        .containsEntry("kubelet", "1.34.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "cpus\tmany\nmemory-kib\t99999999999999999999\n",
        "address\t\nlink\t\nroute\t\nos-ID\t\n",
        "address\t2: x inet 10.0.0.1/99999999999 x\n",
      })
  void whatIsNotUnderstoodTellsNothing(String answer) {
    MachineFacts facts = read(answer);

    assertThat(facts.hardware().cpus()).isEmpty();
    assertThat(facts.hardware().memoryMiB()).isEmpty();
    assertThat(facts.network().addresses()).isEmpty();
  }

  @Test
  void whatCouldCommandATerminalIsDropped() {
    MachineFacts facts = read("os-PRETTY_NAME\tDebian\u001b[2J\u202e 12\nhostname\ta\u0007b\n");

    assertThat(facts.os().name()).isEqualTo("Debian[2J 12");
    assertThat(facts.os().hostname()).isEqualTo("ab");
  }

  @Test
  void aMomentIsReadWithAndWithoutNanoseconds() {
    assertThat(Survey.moment("1795451275.419247150\n"))
        .contains(Instant.ofEpochSecond(1795451275L, 419247150));
    assertThat(Survey.moment("1795451275.%N")).contains(Instant.ofEpochSecond(1795451275L));
    assertThat(Survey.moment("now")).isEmpty();
  }

  private static MachineFacts read(String answer) {
    return Survey.read(KeyedLines.parse(answer));
  }
}
