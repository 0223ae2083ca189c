package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.ResourceAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account of packages on hosts with rpm; the lab's test has it with dpkg. */
final class PackagesTest {
  private static final ResourceAddress NODE = new ResourceAddress("Node", "cp-1");
  private static final ResourceAddress VIP = new ResourceAddress("VIP", "main");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"dnf", "yum", "zypper"})
  void whatCameGoesAndWhatWasThereStays(String manager) throws Exception {
    RpmHost host = new RpmHost(folder, manager, List.of("bash", "socat"));
    HostLedger ledger = HostLedger.in(host, folder.resolve("gantry"));
    assertThat(ledger.installPackages(NODE, List.of("socat", "haproxy")))
        .contains("haproxy", "haproxy-lib");
    assertThat(host.packages()).contains("haproxy", "haproxy-lib");
    ledger.removePackages(NODE);
    assertThat(host.packages()).contains("bash", "socat").doesNotContain("haproxy", "haproxy-lib");
    ledger.release(NODE);
    assertThat(folder.resolve("gantry")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf", "zypper"})
  void whatSomethingElseNeedsStays(String manager) throws Exception {
    RpmHost host = new RpmHost(folder, manager, List.of("bash"));
    HostLedger ledger = HostLedger.in(host, folder.resolve("gantry"));
    ledger.installPackages(NODE, List.of("haproxy", "keepalived"));
    host.add("mine", "haproxy-lib");
    ledger.removePackages(NODE);
    assertThat(host.packages()).containsExactlyInAnyOrder("bash", "haproxy-lib", "mine");
  }

  @ParameterizedTest
  @ValueSource(strings = "dnf")
  void twoOwnersShareWhatCameTogether(String manager) throws Exception {
    RpmHost host = new RpmHost(folder, manager, List.of("bash"));
    HostLedger ledger = HostLedger.in(host, folder.resolve("gantry"));
    ledger.installPackages(NODE, List.of("haproxy"));
    ledger.installPackages(VIP, List.of("haproxy"));
    ledger.removePackages(NODE);
    assertThat(host.packages()).contains("haproxy", "haproxy-lib");
    ledger.removePackages(VIP);
    assertThat(host.packages()).containsExactly("bash");
  }

  @ParameterizedTest
  @ValueSource(strings = "dnf")
  void anOwnerThatWantsFewerKeepsTheRest(String manager) throws Exception {
    RpmHost host = new RpmHost(folder, manager, List.of("bash"));
    HostLedger ledger = HostLedger.in(host, folder.resolve("gantry"));
    ledger.installPackages(NODE, List.of("haproxy", "socat"));
    ledger.removePackages(NODE, List.of("socat", "bash", "haproxy-lib"));
    assertThat(host.packages()).contains("bash", "haproxy", "haproxy-lib").doesNotContain("socat");
    ledger.removePackages(NODE);
    assertThat(host.packages()).containsExactly("bash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf", "zypper"})
  void anInstallThatFailedInTheMiddleIsAccountedFor(String manager) throws Exception {
    RpmHost host = new RpmHost(folder, manager, List.of("bash"));
    HostLedger ledger = HostLedger.in(host, folder.resolve("gantry"));
    host.breakInstalls(true);
    StepException failure =
        catchThrowableOfType(
            StepException.class, () -> ledger.installPackages(NODE, List.of("haproxy")));
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.diagnostic().detail()).contains("Could not resolve host");
    host.breakInstalls(false);
    assertThat(ledger.installPackages(NODE, List.of("haproxy")))
        .containsExactly("haproxy", "haproxy-lib");
    ledger.removePackages(NODE);
    assertThat(host.packages()).containsExactly("bash");
  }

  @ParameterizedTest
  @ValueSource(strings = "dnf")
  void aFailedInstallIsUndoneByADestroyToo(String manager) throws Exception {
    RpmHost host = new RpmHost(folder, manager, List.of("bash"));
    HostLedger ledger = HostLedger.in(host, folder.resolve("gantry"));
    host.breakInstalls(true);
    assertThatThrownBy(() -> ledger.installPackages(NODE, List.of("haproxy")))
        .isInstanceOf(StepException.class);
    ledger.removePackages(NODE);
    ledger.release(NODE);
    assertThat(host.packages()).containsExactly("bash");
    assertThat(folder.resolve("gantry")).doesNotExist();
  }
}
