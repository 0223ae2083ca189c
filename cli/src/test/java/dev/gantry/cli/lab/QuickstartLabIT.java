package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The way of {@code examples/quickstart}, from bare hosts and back, one chapter a test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuickstartLabIT {
  private static final String NETWORK = "10.81.0.0/24";
  private static final String VIP = "10.81.0.100";

  private final Map<String, String> fresh = new TreeMap<>();
  private Lab lab;
  private Workspace workspace;

  @BeforeAll
  void up(@TempDir Path folder) throws InterruptedException {
    lab = Lab.up("quick", NETWORK, 3);
    workspace = Workspace.example("quickstart", folder, NETWORK, lab);
    for (String host : new String[] {"host-1", "host-2", "host-3"}) {
      fresh.put(host, HostPhoto.of(lab, host));
    }
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  @Order(1)
  void planOfBareHostsAddsFour() throws InterruptedException {
    Exec plan = workspace.gantry("plan", "--detailed-exitcode");
    assertThat(plan.output()).contains("Plan: 4 to add, 0 to change, 0 to destroy.");
    assertThat(plan.exit()).isEqualTo(2);
  }

  @Test
  @Order(2)
  void applyEndsWell() throws InterruptedException {
    assertThat(workspace.gantry("apply", "--auto-approve").ok())
        .contains("Apply complete! Resources: 4 added, 0 changed, 0 destroyed.");
  }

  @Test
  @Order(3)
  void planAfterApplyHasNoChanges() throws InterruptedException {
    Exec plan = workspace.gantry("plan", "--detailed-exitcode");
    assertThat(plan.output())
        .contains("No changes. Your infrastructure matches the configuration.");
    assertThat(plan.exit()).isZero();
  }

  @Test
  @Order(4)
  void vipAnswersAClientAlsoWhenTheMastersLinkIsCut() throws InterruptedException {
    for (String host : fresh.keySet()) {
      DemoService.start(lab, host);
    }
    Await.until("the VIP answers", () -> DemoService.answer(lab, VIP).isPresent());
    String master = holder();
    lab.tool("cut", master).ok();
    try {
      Await.until("the VIP answers again", () -> DemoService.answer(lab, VIP).isPresent());
    } finally {
      lab.tool("heal", master).ok();
    }
    Await.until("one host holds the VIP", () -> holders() == 1);
  }

  @Test
  @Order(5)
  void aFileChangedByHandIsDriftAndIsRepairedOnThatHostOnly() throws InterruptedException {
    lab.sh("host-2", "echo '# by hand' >> /etc/haproxy/haproxy.cfg");
    Exec drift = workspace.gantry("drift");
    assertThat(drift.exit()).isEqualTo(2);
    assertThat(drift.output()).contains("host-2").contains("/etc/haproxy/haproxy.cfg");

    String first = HostPhoto.times(lab, "host-1");
    String third = HostPhoto.times(lab, "host-3");
    assertThat(workspace.gantry("apply", "--auto-approve").ok())
        .contains("Apply complete! Resources: 0 added, 1 changed, 0 destroyed.");
    assertThat(HostPhoto.times(lab, "host-1")).isEqualTo(first);
    assertThat(HostPhoto.times(lab, "host-3")).isEqualTo(third);
    assertThat(workspace.gantry("drift").exit()).isZero();
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  @Order(6)
  void aHostThatIsOffIsUnknownAndTheRestIsApplied() throws InterruptedException {
    lab.tool("poweroff", "host-3").ok();
    try {
      workspace.edit(
          "project.yaml",
          "role: control-plane",
          "role: control-plane\n      labels: {gantry-test: \"on\"}");
      Exec plan = workspace.gantry("plan");
      assertThat(plan.output()).contains("Node/host-3").doesNotContain("Node/host-3 will be");
      Exec apply = workspace.gantry("apply", "--auto-approve");
      assertThat(apply.output()).contains("2 changed, 0 destroyed.");
      assertThat(workspace.gantry("state", "list").ok()).contains("Node/host-3");
    } finally {
      lab.tool("poweron", "host-3").ok();
    }
    assertThat(workspace.gantry("apply", "--auto-approve").ok()).contains("1 changed");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  @Order(7)
  void destroyGivesTheHostsBackAsTheyWere() throws InterruptedException {
    for (String host : fresh.keySet()) {
      DemoService.stop(lab, host);
    }
    assertThat(workspace.gantry("destroy", "--auto-approve").ok())
        .contains("Destroy complete! Resources: 4 destroyed.");
    for (String host : fresh.keySet()) {
      assertThat(HostPhoto.of(lab, host)).as(host).isEqualTo(fresh.get(host));
    }
  }

  private String holder() throws InterruptedException {
    for (String host : fresh.keySet()) {
      if (holds(host)) {
        return host;
      }
    }
    throw new AssertionError("no host holds " + VIP);
  }

  private long holders() throws InterruptedException {
    long count = 0;
    for (String host : fresh.keySet()) {
      count += holds(host) ? 1 : 0;
    }
    return count;
  }

  private boolean holds(String host) throws InterruptedException {
    return lab.sh(host, "ip -o addr show").contains(" " + VIP + "/");
  }
}
