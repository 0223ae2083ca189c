package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A run whose host goes away in the middle, and runs that meet on a host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsLabIT {
  private static final String NETWORK = "10.89.0.0/24";
  private static final String HOST = "host-1";
  private static final int MEBI = 1 << 20;
  private static final Pattern LOCK_ID = Pattern.compile("force-unlock (\\S+)");

  @TempDir private Path folder;
  private Lab lab;

  @BeforeAll
  void up() throws InterruptedException {
    lab = Lab.up("faults-it", NETWORK, 1);
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void anUploadWhoseLinkIsCutGoesOnWhereItWas(TestReporter reporter)
      throws InterruptedException, IOException {
    Workspace workspace = installing("large");
    long size = Files.size(Debs.large(workspace.file(""), "large", 32 * MEBI));
    slowly();
    Path log = Files.createTempFile(folder, "upload", ".log");
    Process apply = workspace.start(log, "apply", "--auto-approve");
    Await.until("a part has arrived", () -> partial() > 8 * MEBI);

    lab.tool("cut", HOST).ok();
    endConnections();
    long arrived = partial();
    // The link has no memory: what comes after this is what is sent again.
    lab.sh(HOST, "iptables -F INPUT; iptables -A INPUT -p tcp --dport 22");
    lab.tool("heal", HOST).ok();

    assertThat(apply.waitFor()).as(Files.readString(log)).isZero();
    long again = received();
    reporter.publishEntry("bytes of " + size + " before the cut, after", arrived + ", " + again);
    assertThat(arrived).isBetween(8L * MEBI, size - MEBI);
    assertThat(again).isLessThan(size - arrived + 2 * MEBI);
    assertThat(lab.sh(HOST, "dpkg -s large; ls -A /var/lib/gantry")).doesNotContain("partial");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  void aLongCommandWhoseLinkIsCutIsNeverRunTwiceAtOnce() throws InterruptedException, IOException {
    Workspace workspace = installing("slow-cut");
    Debs.slow(workspace.file(""), "cut", 90);
    Path log = Files.createTempFile(folder, "cut", ".log");
    Process apply = workspace.start(log, "apply", "--auto-approve");
    awaitStart(apply, log, "cut");

    lab.tool("cut", HOST).ok();
    endConnections();
    lab.tool("heal", HOST).ok();
    Await.until("the run has noticed", () -> says(log, "next try in"));
    go("cut");

    assertThat(apply.waitFor()).as(Files.readString(log)).isZero();
    assertThat(lab.sh(HOST, "cat /var/log/slow-cut")).isEqualTo("start\nend\n");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  void anSshdThatIsRestartedIsWaitedFor() throws InterruptedException, IOException {
    Workspace workspace = installing("slow-sshd");
    Debs.slow(workspace.file(""), "sshd", 90);
    Path log = Files.createTempFile(folder, "sshd", ".log");
    Process apply = workspace.start(log, "apply", "--auto-approve");
    awaitStart(apply, log, "sshd");

    lab.sh(HOST, "systemctl stop ssh");
    endConnections();
    try {
      Await.until("the run has noticed", () -> says(log, "next try in"));
    } finally {
      lab.sh(HOST, "systemctl start ssh");
    }
    go("sshd");

    assertThat(apply.waitFor()).as(Files.readString(log)).isZero();
    assertThat(lab.sh(HOST, "cat /var/log/slow-sshd")).isEqualTo("start\nend\n");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  void aHostThatRebootsIsWaitedFor() throws InterruptedException, IOException {
    Workspace workspace = installing("slow-reboot");
    Debs.slow(workspace.file(""), "reboot", 10);
    Path log = Files.createTempFile(folder, "reboot", ".log");
    Process apply = workspace.start(log, "apply", "--auto-approve");
    awaitStart(apply, log, "reboot");

    lab.tool("poweroff", HOST).ok();
    lab.tool("poweron", HOST).ok();

    assertThat(apply.waitFor()).as(Files.readString(log)).isZero();
    assertThat(lab.sh(HOST, "dpkg -s slow-reboot")).contains("Status: install ok installed");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  void aHostThatStaysAwayIsSaidAndFinishedByTheNextRun() throws InterruptedException, IOException {
    Workspace workspace = installing("slow-away");
    Debs.slow(workspace.file(""), "away", 90);
    Path log = Files.createTempFile(folder, "away", ".log");
    Process apply = workspace.start(log, "apply", "--auto-approve", "--reconnect-timeout", "3s");
    awaitStart(apply, log, "away");

    lab.tool("poweroff", HOST).ok();
    assertThat(apply.waitFor()).isEqualTo(13);
    assertThat(Files.readString(log))
        .contains("Node/host-1")
        .contains("host host-1 cannot be reached")
        .contains("0 added");
    lab.tool("poweron", HOST).ok();
    go("away");

    workspace.gantry("apply", "--auto-approve").ok();
    assertThat(lab.sh(HOST, "dpkg -s slow-away")).contains("Status: install ok installed");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  void ofTwoAppliesFromTwoFoldersTheSecondIsRefused() throws InterruptedException, IOException {
    Workspace first = installing("slow-first");
    Workspace second = installing("slow-second");
    Debs.slow(first.file(""), "first", 90);
    Debs.slow(second.file(""), "second", 0);
    Path log = Files.createTempFile(folder, "first", ".log");
    Process apply = first.start(log, "apply", "--auto-approve");
    awaitStart(apply, log, "first");

    Exec refused = second.gantry("apply", "--auto-approve");
    assertThat(refused.exit()).as(refused.output()).isEqualTo(16);
    assertThat(refused.output())
        .contains("Host host-1 is locked by another run")
        .contains("Process:   " + apply.pid())
        .contains("Operation: apply");
    assertThat(second.gantry("plan", "--detailed-exitcode").exit())
        .as("reading waits not")
        .isEqualTo(2);
    go("first");
    assertThat(apply.waitFor()).as(Files.readString(log)).isZero();
    second.gantry("apply", "--auto-approve").ok();
    assertThat(lab.sh(HOST, "ls -A /run/gantry")).doesNotContain("lock").contains("mutex");
  }

  @Test
  void aKilledRunIsTakenOverAndAHangingOneByForce() throws InterruptedException, IOException {
    Workspace hanging = installing("slow-hanging");
    Workspace next = installing("slow-next");
    Debs.slow(hanging.file(""), "hanging", 15);
    Debs.slow(next.file(""), "next", 0);
    Path log = Files.createTempFile(folder, "hanging", ".log");
    Process apply = hanging.start(log, "apply", "--auto-approve");
    awaitStart(apply, log, "hanging");
    signal(apply, "STOP");
    Matcher id = LOCK_ID.matcher(next.gantry("apply", "--auto-approve").output());
    assertThat(id.find()).isTrue();

    assertThat(next.gantry("force-unlock", id.group(1)).ok()).contains("Unlocked host-1.");
    next.gantry("apply", "--auto-approve").ok();
    assertThat(lab.sh(HOST, "cat /var/log/slow-hanging"))
        .as("what the hanging run had begun was awaited")
        .isEqualTo("start\nend\n");
    signal(apply, "CONT");
    assertThat(apply.waitFor()).isNotZero();
    assertThat(Files.readString(log)).contains("This run no longer has the lock of host-1");

    Debs.slow(next.file(""), "next2", 15);
    next.edit("node.yaml", "slow-next_", "slow-next2_");
    Process killed = next.start(log, "apply", "--auto-approve");
    awaitStart(killed, log, "next2");
    killed.destroyForcibly().waitFor();
    next.gantry("apply", "--auto-approve").ok();
    assertThat(lab.sh(HOST, "cat /var/log/slow-next2")).isEqualTo("start\nend\n");
  }

  private static void signal(Process process, String name)
      throws InterruptedException, IOException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  /** As a firewall that forgets: both ends find out at once, instead of after a minute. */
  private void endConnections() throws InterruptedException {
    lab.sh(HOST, "for p in $(pgrep -f '^sshd: '); do kill -9 $p; done");
  }

  private static boolean says(Path log, String words) {
    try {
      return Files.readString(log).contains(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the slow package's installation has begun. */
  private void awaitStart(Process run, Path log, String name)
      throws InterruptedException, IOException {
    Await.until("the command runs", () -> started(name) || !run.isAlive());
    assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
  }

  /** Lets the slow package's installation end. */
  private void go(String name) throws InterruptedException {
    lab.sh(HOST, "touch /run/go-" + name);
  }

  private boolean started(String name) throws InterruptedException {
    return lab.on(HOST, "test", "-e", "/var/log/slow-" + name).exit() == 0;
  }

  /** 4 MB a second. */
  private void slowly() throws InterruptedException {
    lab.sh(
        HOST,
        "iptables -A INPUT -p tcp --dport 22 -m hashlimit --hashlimit-above 4mb/s"
            + " --hashlimit-name ssh -j DROP");
  }

  private long partial() throws InterruptedException {
    String size =
        lab.sh(HOST, "stat -c %s /var/lib/gantry/tmp/.gantry-partial-* 2>/dev/null || echo 0");
    return Long.parseLong(size.strip());
  }

  private long received() throws InterruptedException {
    String row = lab.sh(HOST, "iptables -nvxL INPUT | grep dpt:22").strip();
    return Long.parseLong(row.split(" +", -1)[1]);
  }

  /** A node that installs this package of its folder. */
  private Workspace installing(String name) throws InterruptedException {
    return Workspace.of(
        folder.resolve(name),
        """
        apiVersion: gantry.dev/v1
        kind: Node
        metadata: {name: %s}
        spec:
          address: 10.89.0.11
          ssh: {privateKey: %s}
          runtime: {type: none}
          packages: {files: [%s]}
        """
            .formatted(HOST, lab.key(), Debs.file(name)));
  }
}
