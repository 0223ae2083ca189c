package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.state.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code check}, {@code facts} and {@code exec} on real hosts, sound ones and broken ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CheckLabIT {
  private static final String NETWORK = "10.85.0.0/24";
  private static final String[] HOSTS = {"host-1", "host-2", "host-3"};
  private static final String NO_RUNTIME = "      runtime: {type: none}\n";
  private static final String LEFT = "/etc/kubernetes/admin.conf";

  private Lab lab;
  private Workspace workspace;

  @BeforeAll
  void up(@TempDir Path folder) throws InterruptedException, IOException {
    lab = Lab.up("checks", NETWORK, HOSTS.length);
    workspace = Workspace.example("quickstart", folder, NETWORK, lab);
    Files.delete(workspace.file("vip.yaml"));
    workspace.edit(
        "project.yaml", "      role: control-plane\n", "      role: control-plane\n" + NO_RUNTIME);
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  @Order(1)
  void soundHostsPassAndWhatTheLabLacksIsToldHonestly() throws InterruptedException {
    Exec check = workspace.gantry("check");

    assertThat(check.ok()).contains("Passed: 3 hosts checked").doesNotContain("ERROR");
    assertThat(check.output()).contains("NameServers").contains("names no name server");
  }

  @Test
  @Order(2)
  void factsTellEachHost() throws InterruptedException {
    assertThat(workspace.gantry("facts").ok())
        .contains("HOST    OS")
        .contains("host-1  Debian GNU/Linux 12")
        .contains("host-3  Debian GNU/Linux 12")
        .contains("10.85.0.13");
    JsonNode json = Json.parse(workspace.gantry("facts", "host-2", "--json").ok());
    assertThat(json.get("format_version").stringValue()).isEqualTo("1.0");
    assertThat(json.get("hosts").size()).isEqualTo(1);
    assertThat(json.get("hosts").get(0).get("os").get("hostname").stringValue())
        .isEqualTo("host-2");
  }

  @Test
  @Order(3)
  void execRunsOnTheSelectedHostsAndTellsWhereItFailed() throws InterruptedException {
    assertThat(workspace.gantry("exec", "control-plane", "--", "hostname").ok())
        .contains("host-1 | host-1\nhost-2 | host-2\nhost-3 | host-3\n")
        .contains("3 hosts: ok");
    assertThat(workspace.gantry("exec", "host-2,host-1", "--", "sh", "-c", "id -u; pwd >&2").ok())
        .contains("host-1 | 0\nhost-1 ! /root\nhost-2 | 0\n")
        .doesNotContain("host-3");
    Exec some = workspace.gantry("exec", "all", "--", "grep", "-q", "host-2", "/etc/hostname");
    assertThat(some.exit()).isEqualTo(1);
    assertThat(some.output()).contains("3 hosts: 1 ok, 2 failed").contains("  host-3  exit 1");
    Exec late = workspace.gantry("exec", "host-1", "--timeout", "1s", "--", "sleep", "30");
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.output()).contains("1 failed");
  }

  @Test
  @Order(4)
  void wordsOfACommandAreNoShell() throws InterruptedException {
    String hostile = "$(touch /tmp/x) `touch /tmp/x`; touch /tmp/x 'quoted' \"é\" @/etc/passwd";
    assertThat(
            workspace.gantry("exec", "host-1", "--", "printf", "%s\n", hostile, "@/etc/hosts").ok())
        .contains("host-1 | " + hostile + "\nhost-1 | @/etc/hosts\n");
    assertThat(lab.on("host-1", "test", "-e", "/tmp/x").exit()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void whatIsBrokenIsFoundOnItsHostAndNothingIsWritten() throws InterruptedException {
    breakThings();
    List<String> before = times();

    Exec text = workspace.gantry("check");
    JsonNode json = Json.parse(workspace.gantry("check", "--format", "json").output());

    assertThat(times()).isEqualTo(before);
    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.output()).contains("Failed: 3 hosts checked, ");
    assertThat(found(json, "error"))
        .containsExactlyInAnyOrder(
            "Port-6443 host-2",
            "DirAvailable-etc-kubernetes host-3",
            "Reachability host-3",
            "ClockSkew host-3");
    assertThat(found(json, "warning"))
        .contains("UniqueHostname host-1", "UniqueHostname host-2")
        .doesNotContain("UniqueHostname host-3");
    assertThat(text.output())
        .contains("port 6443 is in use: socat (process ")
        .contains("there are files: " + LEFT)
        .contains("cannot reach host-1 (10.85.0.11) on TCP 2380: no answer within 3 s")
        .containsPattern("the clock is 3[56]\\d\\d\\.\\d s ahead of most machines'");
  }

  @Test
  @Order(6)
  void aHostThatIsOffIsUnknownAndAccusesNobody() throws InterruptedException {
    lab.tool("poweroff", "host-2").ok();
    try {
      Exec check = workspace.gantry("check", "host-1", "host-2");
      assertThat(check.exit()).isEqualTo(1);
      assertThat(check.output())
          .containsPattern("UNKNOWN +- +host-2 ")
          .contains("1 host checked")
          .contains("1 host could not be asked")
          .doesNotContain("Reachability");
      assertThat(workspace.gantry("exec", "all", "--", "true").output())
          .contains("3 hosts: 2 ok, 1 failed");
    } finally {
      lab.tool("poweron", "host-2").ok();
    }
  }

  @Test
  @Order(7)
  void applyLeavesOutTheHostWithAnErrorAndDoesTheOthers() throws InterruptedException {
    lab.sh("host-3", "rm -r /etc/kubernetes /usr/local/bin/date");
    listen("host-2", "socat", 6443);

    Exec apply = workspace.gantry("apply", "--auto-approve");

    assertThat(apply.exit()).isEqualTo(10);
    assertThat(apply.output())
        .contains("# Node/host-2 is left as it is: Port-6443: port 6443 is in use: socat")
        .contains("Apply complete! Resources: 2 added");
    assertThat(lab.on("host-2", "test", "-e", "/etc/gantry/node").exit()).isEqualTo(1);
  }

  @Test
  @Order(8)
  void aWaivedFindingStopsNothingAndShowsItsReason() throws InterruptedException {
    workspace.edit(
        "project.yaml",
        NO_RUNTIME,
        NO_RUNTIME
            + "      checks:\n        waive:\n"
            + "          - {name: Port-6443, reason: a test server that goes}\n");

    Exec check = workspace.gantry("check", "host-2");
    assertThat(check.ok())
        .containsPattern("WAIVED +Port-6443 +host-2 +port 6443 is in use")
        .contains("waived: a test server that goes");
    assertThat(workspace.gantry("apply", "--auto-approve").ok())
        .contains("Waived by checks.waive: a test server that goes")
        .contains("1 added, 2 changed");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  @Order(9)
  void onAnAppliedHostItsOwnKubeletMayHaveItsPort() throws InterruptedException {
    listen("host-1", "kubelet", 10250);
    listen("host-3", "stranger", 10250);

    JsonNode json = Json.parse(workspace.gantry("check", "--json").output());

    assertThat(found(json, "error")).containsExactly("Port-10250 host-3", "Reachability host-3");
  }

  private void breakThings() throws InterruptedException {
    lab.sh("host-2", "hostname host-1");
    listen("host-2", "socat", 6443);
    lab.sh("host-3", "mkdir -p /etc/kubernetes; echo old > " + LEFT);
    lab.sh(
        "host-3",
        "printf '#!/bin/sh\\nexec /usr/bin/date -d \"+1 hour\" \"$@\"\\n' > /usr/local/bin/date;"
            + " chmod 755 /usr/local/bin/date");
    lab.sh(
        "host-1",
        "nft add table inet test; nft add chain inet test in '{type filter hook input priority 0;}';"
            + " nft add rule inet test in ip saddr 10.85.0.13 tcp dport 2380 drop");
  }

  /** A listener whose process has this name; it ends with its host. */
  private void listen(String host, String name, int port) throws InterruptedException {
    lab.sh(
        host,
        "mkdir -p /run/test; cp /usr/bin/socat /run/test/"
            + name
            + "; systemd-run --quiet --unit=listen-"
            + port
            + " /run/test/"
            + name
            + " TCP-LISTEN:"
            + port
            + ",reuseaddr,fork PIPE");
    Await.until(name + " listens", () -> lab.sh(host, "ss -Hltn").contains(":" + port + " "));
  }

  private List<String> times() throws InterruptedException {
    List<String> times = new ArrayList<>();
    for (String host : HOSTS) {
      times.add(HostPhoto.times(lab, host));
    }
    return times;
  }

  private static List<String> found(JsonNode json, String severity) {
    List<String> found = new ArrayList<>();
    for (JsonNode finding : json.get("findings")) {
      if (finding.get("severity").stringValue().equals(severity) && !finding.has("waived")) {
        found.add(finding.get("check").stringValue() + " " + finding.get("host").stringValue());
      }
    }
    return found;
  }
}
