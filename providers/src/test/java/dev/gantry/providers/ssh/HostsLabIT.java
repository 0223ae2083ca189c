package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * The transport and the ledger on real hosts. Wants a lab with nothing else at work on it: {@code
 * examples/lab/lab up 3; eval "$(examples/lab/lab env)"; export ${!GANTRY_LAB_*}}.
 */
final class HostsLabIT {
  private static final Map<String, String> LAB = System.getenv();
  private static final ResourceAddress NODE = new ResourceAddress("Node", "host-1");
  private static final ResourceAddress VIP = new ResourceAddress("VIP", "main");
  private static final String OPERATOR = "gantry-test";
  private static final String SUDOERS = "/etc/sudoers.d/gantry-test";
  private static final HostName HOST_1 = new HostName("host-1");

  @TempDir private Path home;
  private Fleet fleet;
  private Remote remote;
  private HostLedger ledger;

  @BeforeAll
  static void wantsALab() {
    assumeTrue(
        LAB.containsKey("GANTRY_LAB_KEY") && LAB.containsKey("GANTRY_LAB_ADDRESS_3"),
        "skipped: there is no lab of three hosts in the environment");
  }

  @BeforeEach
  void setUp() {
    fleet = lab();
    remote = fleet.open().on(HOST_1);
    ledger = HostLedger.on(remote);
  }

  @AfterEach
  void tearDown() throws Exception {
    ledger.release(NODE);
    ledger.release(VIP);
    fleet.close();
  }

  @Test
  void threeHostsAnswerOneProbeEach(TestReporter reporter) throws Exception {
    RemoteReader reader = new RemoteReader(fleet.open());
    for (String round : List.of("first", "connected")) {
      long start = System.nanoTime();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers =
            threads.invokeAll(
                fleet.hosts().stream()
                    .<Callable<HostReading>>map(host -> () -> reader.read(host, usualRequest()))
                    .toList());
        for (var answer : answers) {
          assertThat(answer.get()).isInstanceOf(HostReading.Answered.class);
        }
      }
      long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
      reporter.publishEntry("probe of three hosts, " + round, ms + " ms");
    }
  }

  @Test
  void aHostIsGivenBackAsItWas() throws Exception {
    String before = snapshot();
    List<String> came = ledger.installPackages(NODE, List.of("haproxy"));
    assertThat(came).contains("haproxy");
    assertThat(remote.run(Command.of("systemctl", "is-active", "haproxy")).stdout())
        .as("nothing starts before it is configured")
        .isEqualTo("inactive\n");
    assertThat(ledger.installPackages(NODE, List.of("haproxy"))).isEqualTo(came);
    assertThat(ledger.installPackages(VIP, List.of("haproxy"))).isEqualTo(came);
    ledger.writeFile(NODE, RemoteFile.text("/etc/haproxy/haproxy.cfg", "# ours\n"));
    ledger.writeFile(NODE, RemoteFile.text("/etc/gantry-test/a/b", "x"));
    ledger.restoreFile(NODE, "/etc/haproxy/haproxy.cfg");
    ledger.restoreFile(NODE, "/etc/gantry-test/a/b");
    ledger.removePackages(NODE);
    assertThat(installed()).as("the other owner still wants it").contains("\nhaproxy\n");
    ledger.removePackages(VIP);
    ledger.release(NODE);
    ledger.release(VIP);
    assertThat(snapshot()).isEqualTo(before);
  }

  @Test
  void whatIsNeededByOthersStays() throws Exception {
    String before = installed();
    Path folder = Files.createDirectories(home.resolve("debs"));
    List<Path> files =
        List.of(
            deb(folder, "gantry-test-lib", ""), deb(folder, "gantry-test-app", "gantry-test-lib"));
    assertThat(ledger.installPackageFiles(NODE, files))
        .containsExactly("gantry-test-app", "gantry-test-lib");
    remote.run(Command.of("rm", "-rf", "/var/lib/gantry/packages/gantry-test-app"));
    ledger.removePackages(NODE);
    assertThat(installed()).contains("\ngantry-test-lib\n").contains("\ngantry-test-app\n");
    remote.run(Command.of("dpkg", "--purge", "gantry-test-app", "gantry-test-lib"));
    assertThat(installed()).isEqualTo(before);
    assertThat(remote.run(Command.of("ls", "/var/lib/gantry")).stdout()).doesNotContain("upload");
  }

  @Test
  void anInstallThatWasCutOffIsAccountedFor() throws Exception {
    String before = installed();
    remote.run(
        Command.script(
            "mkdir -p /var/lib/gantry/packages; dpkg-query -W -f '${Package}\\n' | sort -u"
                + " >/var/lib/gantry/installing-Node.host-1; apt-get -y -q install socat",
            List.of()));
    ledger.removePackages(NODE);
    ledger.release(NODE);
    assertThat(installed()).isEqualTo(before);
    assertThat(remote.run(Command.of("test", "-e", "/var/lib/gantry")).exit()).isEqualTo(1);
  }

  @Test
  void aMissingPackageIsNamed() {
    var failure =
        catchThrowableOfType(
            StepException.class,
            () -> ledger.installPackages(NODE, List.of("no-such-package-anywhere")));
    assertThat(failure.diagnostic().detail()).contains("no-such-package-anywhere");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aWatchedFolderNeverSeesATemporaryFile() throws Exception {
    Content large = new Content.Text("x".repeat(3_000_000));
    remote.run(Command.of("mkdir", "-p", "/etc/kubernetes/manifests"));
    remote.put(new RemoteFile("/etc/kubernetes/manifests/a.yaml", large, "0600", "root:root"));
    assertThat(remote.run(Command.of("ls", "-lA", "/etc/kubernetes/manifests")).stdout())
        .contains("-rw------- 1 root root 3000000")
        .contains("a.yaml");
    remote.put(new RemoteFile("/dev/shm/gantry-test", large, "0600", "root:root"));
    assertThat(remote.run(Command.of("sh", "-c", "ls -A /dev/shm /var/lib/gantry")).stdout())
        .contains("gantry-test")
        .doesNotContain(".gantry-");
    remote.run(Command.of("rm", "-rf", "/etc/kubernetes", "/dev/shm/gantry-test"));
  }

  @Test
  void sudoMakesRoot() throws Exception {
    remote.run(
        Command.script(
            "useradd -m -s /bin/bash \"$1\"; mkdir -p \"/home/$1/.ssh\";"
                + " cp /root/.ssh/authorized_keys \"/home/$1/.ssh/\"; chown -R \"$1\" \"/home/$1\"",
            List.of(OPERATOR)));
    try (Fleet asOperator = lab().as(OPERATOR)) {
      Remote operator = asOperator.open().on(HOST_1);
      RemoteException refused =
          catchThrowableOfType(RemoteException.class, () -> operator.run(Command.of("id", "-u")));
      assertThat(refused.diagnostic().code()).isEqualTo("sudo-refused");
      assertThat(refused.retryable()).isFalse();
      String rule = OPERATOR + " ALL=(ALL) NOPASSWD: ALL\n";
      remote.put(RemoteFile.text(SUDOERS, rule).mode("0440"));
      assertThat(operator.run(Command.of("id", "-u")).stdout()).isEqualTo("0\n");
      operator.put(RemoteFile.text("/etc/gantry-test", "by sudo\n"));
      assertThat(operator.run(Command.of("stat", "-c", "%U:%G %a", "/etc/gantry-test")).stdout())
          .isEqualTo("root:root 644\n");
    } finally {
      remote.run(Command.of("userdel", "-r", "-f", OPERATOR));
      remote.run(Command.of("rm", "-f", SUDOERS, "/etc/gantry-test"));
    }
  }

  @Test
  void aChangedHostKeyMakesTheHostSilent() {
    try (Fleet other = lab().recording(TestServer.line(TestServer.OTHER_ED25519))) {
      HostReading reading =
          new RemoteReader(other.open()).read(HOST_1, ProbeRequest.identityOnly());
      assertThat(reading)
          .isInstanceOfSatisfying(
              HostReading.Silent.class,
              silent -> assertThat(silent.reason().code()).isEqualTo("host-key-changed"));
    }
  }

  @Test
  void anAddressWithoutAMachineIsSilentInTime(TestReporter reporter) {
    try (Fleet nobody = new Fleet(home).to(nobodysAddress())) {
      long start = System.nanoTime();
      HostReading reading =
          new RemoteReader(nobody.open()).read(new HostName("cp-1"), ProbeRequest.identityOnly());
      long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
      reporter.publishEntry("a host that is off is told after", ms + " ms");
      assertThat(reading)
          .isInstanceOfSatisfying(
              HostReading.Silent.class,
              silent -> assertThat(silent.reason().code()).isEqualTo("unreachable"));
    }
  }

  private Fleet lab() {
    Fleet three = new Fleet(home).withKey(setting("GANTRY_LAB_KEY"));
    for (int number = 1; number <= 3; number++) {
      three.having("host-" + number, setting("GANTRY_LAB_ADDRESS_" + number));
    }
    return three;
  }

  private static String setting(String name) {
    return LAB.getOrDefault(name, "");
  }

  private static String nobodysAddress() {
    return setting("GANTRY_LAB_ADDRESS_1").replaceFirst("[0-9]+$", "99");
  }

  private static ProbeRequest usualRequest() {
    return new ProbeRequest(
        new TreeSet<>(List.of("/etc/hosts", "/etc/fstab", "/etc/absent")),
        new TreeSet<>(List.of("/etc/os-release", "/proc/modules")),
        new TreeMap<>(
            Map.of(
                "addresses", List.of("ip", "-j", "addr"),
                "kernel", List.of("uname", "-r"),
                "packages", List.of("dpkg-query", "-W"))));
  }

  private String installed() throws Exception {
    return remote.run(Command.of("dpkg-query", "-W", "-f", "\\n${Package}\\n")).stdout();
  }

  /** Everything below /etc, every package with its state, and Gantry's own folder. */
  private String snapshot() throws Exception {
    return remote
        .run(
            Command.script(
                "find /etc /var/lib/gantry -not -name '*cache*' -printf '%p %m %u %s\\n'"
                    + " 2>/dev/null | grep -v '/etc/[a-z]*-$\\|/etc/passwd\\|/etc/group\\|shadow'"
                    + " | grep -v '^/etc [0-9]' | sort; dpkg -l",
                List.of()))
        .stdout();
  }

  private static Path deb(Path folder, String name, String depends) throws Exception {
    Path control = Files.createDirectories(folder.resolve(name + "/DEBIAN")).resolve("control");
    Files.writeString(
        control,
        "Package: %s\nVersion: 1.0\nArchitecture: all\nMaintainer: test <test@example.org>\n"
                .formatted(name)
            + (depends.isEmpty() ? "" : "Depends: " + depends + "\n")
            + "Description: test\n");
    Path file = folder.resolve(name + ".deb");
    Process build =
        new ProcessBuilder("dpkg-deb", "-b", folder.resolve(name).toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(build.waitFor()).as(said).isZero();
    return file;
  }
}
