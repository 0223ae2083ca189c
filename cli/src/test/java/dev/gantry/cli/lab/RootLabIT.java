package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How a login that is not root's becomes root: sudo with and without a password, and doas. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RootLabIT {
  private static final String NETWORK = "10.87.0.0/24";
  private static final String HOST = "host-1";
  private static final String PASSWORD = "correct horse 'battery' $staple";
  private static final String SETTING = "/etc/sysctl.d/99-gantry.conf";

  @TempDir private Path folder;
  private Lab lab;

  @BeforeAll
  void up() throws InterruptedException {
    lab = Lab.up("root-it", NETWORK, 1);
    lab.on(HOST, "sh", "-c", "echo \"ops:$0\" | chpasswd", PASSWORD).ok();
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void sudoAsksForThePasswordAndNobodyElseSeesIt() throws InterruptedException, IOException {
    sudoers("ops ALL=(ALL) ALL");
    Workspace workspace = node("sudo", "password: {env: BECOME}").with("BECOME", PASSWORD);
    Path log = Files.createTempFile(folder, "apply", ".log");
    lab.sh(
        HOST,
        "systemd-run --quiet --unit=watch sh -c 'while :; do cat /proc/[0-9]*/cmdline"
            + " /proc/[0-9]*/environ >>/run/seen 2>/dev/null; done'");

    Process apply = workspace.start(log, "apply", "--auto-approve");

    assertThat(apply.waitFor()).as(Files.readString(log)).isZero();
    lab.sh(HOST, "systemctl stop watch");
    assertThat(lab.sh(HOST, "grep -ac gantry- /run/seen").strip()).isNotEqualTo("0");
    assertThat(lab.on(HOST, "grep", "-acF", PASSWORD, "/run/seen").output().strip()).isEqualTo("0");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
    assertNoFileHasThePassword(workspace);
  }

  @Test
  void aPasswordThatSudoDoesNotAskForIsNotTheCommandsInput() throws InterruptedException {
    sudoers("ops ALL=(ALL) NOPASSWD: ALL");
    Workspace workspace = node("nopasswd", "password: {env: BECOME}").with("BECOME", PASSWORD);
    workspace.gantry("apply", "--auto-approve").ok();
    assertThat(lab.sh(HOST, "cat " + SETTING)).doesNotContain("horse").contains("vm.swappiness");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  void everyRefusalSaysWhatToDo() throws InterruptedException {
    sudoers("ops ALL=(ALL) ALL");
    Workspace workspace = node("refused", "password: {env: BECOME}");
    assertThat(workspace.with("BECOME", "wrong").gantry("plan").output())
        .contains("ops cannot become root on host-1")
        .contains("sudo did not take the password")
        .doesNotContain("wrong.");
    assertThat(node("unasked", "method: sudo").gantry("plan").output())
        .contains("Where sudo wants a password, name it in spec.privilege.password of Node/host-1");
    sudoers("Defaults:ops requiretty\nops ALL=(ALL) NOPASSWD: ALL");
    assertThat(node("tty", "method: sudo").gantry("plan").output()).contains("!requiretty");
    sudoers("Defaults:ops use_pty\nops ALL=(ALL) NOPASSWD: ALL");
    assertThat(node("pty", "method: sudo").gantry("plan").output())
        .doesNotContain("cannot become root");
    sudoers("# nobody");
    assertThat(workspace.with("BECOME", PASSWORD).gantry("plan").output())
        .contains("ops is not in the sudoers file")
        .contains("NOPASSWD: ALL");
    assertThat(node("asroot", "method: root").gantry("plan").output())
        .contains("the login is not root's");
    assertThat(node("nodoas", "method: doas, password: {env: BECOME}").gantry("plan").output())
        .contains("doas takes no password without a terminal")
        .contains("node.yaml line 7");
  }

  @Test
  void doasIsAsGoodAsSudo() throws InterruptedException {
    lab.sh(HOST, "apt-get -q -y install opendoas");
    Workspace workspace = node("doas", "method: doas");
    lab.sh(HOST, "echo 'permit ops as root' >/etc/doas.conf");
    assertThat(workspace.gantry("plan").output()).contains("permit nopass ops as root");
    lab.sh(HOST, "echo 'permit nopass ops as root' >/etc/doas.conf");
    workspace.gantry("apply", "--auto-approve").ok();
    assertThat(lab.sh(HOST, "stat -c %U:%G " + SETTING)).isEqualTo("root:root\n");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
    workspace.gantry("destroy", "--auto-approve").ok();
  }

  private void sudoers(String rules) throws InterruptedException {
    lab.on(HOST, "sh", "-c", "printf '%s\\n' \"$0\" >/etc/sudoers.d/ops", rules).ok();
  }

  /** A configuration of one node in a folder of its own; each writes another setting. */
  private Workspace node(String name, String privilege) throws InterruptedException {
    return Workspace.of(
        folder.resolve(name),
        """
        apiVersion: gantry.dev/v1
        kind: Node
        metadata: {name: %s}
        spec:
          address: 10.87.0.11
          ssh: {user: ops, privateKey: %s}
          privilege: {%s}
          runtime: {type: none}
          kernel: {sysctls: {vm.swappiness: "%d"}}
        """
            .formatted(HOST, lab.key(), privilege, 10 + name.length()));
  }

  private static void assertNoFileHasThePassword(Workspace workspace) throws IOException {
    try (Stream<Path> files = Files.walk(workspace.file(""))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("battery");
      }
    }
  }
}
