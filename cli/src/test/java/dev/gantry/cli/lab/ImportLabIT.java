package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that was made by hand with a real kubeadm is taken over as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportLabIT {
  private static final String NETWORK = "10.84.0.0/24";
  private static final String FIRST = "10.84.0";

  /** Every file of the two hosts that a person or a program would set up, with its time. */
  private static final String PHOTO =
      "find /etc /usr /var/lib/gantry /var/lib/kubelet/config.yaml"
          + " /var/lib/kubelet/kubeadm-flags.env -xdev -type f -printf '%p %T@ %s\\n' 2>/dev/null"
          + " | sort";

  private Path folder = Path.of("");
  private Lab lab;
  private Workspace workspace;

  @BeforeAll
  void makeByHand(@TempDir Path temporary) throws InterruptedException {
    folder = temporary;
    Path kube =
        Path.of(
            Optional.ofNullable(System.getenv("GANTRY_LAB_KUBE"))
                .orElse(System.getProperty("user.home") + "/.cache/gantry-lab/kube"));
    if (!Files.isExecutable(kube.resolve("kubeadm"))) {
      abort("skipped: no kubeadm in " + kube + "; set GANTRY_LAB_KUBE");
    }
    lab =
        Lab.up(
            "import-it",
            NETWORK,
            2,
            Map.of("GANTRY_LAB_FLAVOR", "full", "GANTRY_LAB_KUBE", kube.toString()));
    lab.tool("images").ok();
    workspace = Workspace.of(folder, Map.of("NO_COLOR", "1"));
    Path script =
        Lab.repository().resolve("cli/src/test/resources/dev/gantry/cli/lab/kubeadm-by-hand.sh");
    lab.script(script, kube.toString(), FIRST).ok();
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  @Order(1)
  void aMachineThatCannotBeReachedStopsItBeforeAnythingIsWritten()
      throws InterruptedException, IOException {
    lab.tool("cut", "host-2").ok();
    Exec refused = importing();
    lab.tool("heal", "host-2").ok();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.output()).contains("host-2");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @Order(2)
  void aClusterMadeByHandIsImportedAndNothingIsToDo() throws InterruptedException {
    String before = lab.sh("host-1", PHOTO) + lab.sh("host-2", PHOTO);

    assertThat(importing().ok()).contains("ControlPlane/main: imported", "No machine was changed");

    assertThat(lab.sh("host-1", PHOTO) + lab.sh("host-2", PHOTO)).isEqualTo(before);
    Exec plan = workspace.gantry("plan", "--detailed-exitcode");
    assertThat(plan.output()).contains("No changes. Your infrastructure matches");
    assertThat(plan.exit()).isZero();
    assertThat(workspace.gantry("drift").exit()).isZero();
    assertThat(importing().output()).contains("ControlPlane/main is in the state already");
  }

  @Test
  @Order(3)
  void aLabelIsAnUpdateInPlaceAndNothingElse() throws InterruptedException {
    workspace.edit("node.yaml", "    tier: web\n", "    tier: web\n    zone: a\n");

    Exec plan = workspace.gantry("plan", "--detailed-exitcode");

    assertThat(plan.exit()).isEqualTo(2);
    assertThat(plan.output())
        .contains("# ControlPlane/main will be updated in-place", "+ zone = \"a\"")
        .contains("Plan: 0 to add, 2 to change, 0 to destroy.");
    workspace.gantry("apply", "--auto-approve").ok();
    assertThat(
            lab.sh("host-1", "kubectl --kubeconfig=/etc/kubernetes/admin.conf get node -l zone=a"))
        .contains("host-2");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  private Exec importing() throws InterruptedException {
    return workspace.gantry(
        "import", "ControlPlane/main", "--host", "root@" + FIRST + ".11", "--ssh-key", lab.key());
  }
}
