package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets are named in the configuration and nowhere else in the clear (law 7): every byte that a
 * run leaves or prints, and every process on this machine and on the hosts, is searched for them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsLabIT {
  private static final String NETWORK = "10.79.0.0/24";
  private static final List<String> HOSTS = List.of("host-1", "host-2");
  private static final String PASSPHRASE = "passphrase-4711-of-the-key";
  private static final String SUDO = "sudo-4712-password";
  private static final String VRRP = "vrrp4713";
  private static final List<String> SECRETS = List.of(PASSPHRASE, SUDO, VRRP);

  /** No secret, and searched for in the same way: where it is found, a secret would have been. */
  private static final String WITNESS = "10.79.0.100";

  private final Set<String> found = new TreeSet<>();
  private Lab lab;
  private Workspace workspace;

  @BeforeAll
  void up(@TempDir Path folder) throws InterruptedException, IOException {
    lab = Lab.up("secrets", NETWORK, HOSTS.size());
    Path key = Files.copy(Path.of(lab.key()), folder.resolve("key"));
    new ProcessBuilder("ssh-keygen", "-q", "-p", "-P", "", "-N", PASSPHRASE, "-f", key.toString())
        .start()
        .waitFor();
    for (String host : HOSTS) {
      lab.on(host, "sh", "-c", "echo \"ops:$0\" | chpasswd", SUDO).ok();
      lab.sh(host, "echo 'ops ALL=(ALL) ALL' >/etc/sudoers.d/ops");
    }
    Path vrrp = Files.writeString(folder.resolve("vrrp-password"), VRRP + "\n");
    workspace =
        Workspace.of(folder.resolve("configuration"), configuration(key, vrrp))
            .with("PASSPHRASE", PASSPHRASE)
            .with("BECOME", SUDO);
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void noSecretIsLeftOrShownAnywhere(@TempDir Path folder)
      throws InterruptedException, IOException {
    for (String host : HOSTS) {
      lab.sh(
          host,
          "systemd-run --quiet --unit=watch sh -c 'while :; do cat /proc/[0-9]*/cmdline"
              + " /proc/[0-9]*/environ >>/run/seen 2>/dev/null; done'");
    }
    Path log = Files.createTempFile(folder, "printed", ".log");
    run(log, "plan", "-v", "--out", "saved.plan");
    run(log, "apply", "-v", "--json", "saved.plan");
    run(log, "show");
    run(log, "state", "show", "VIP/main");
    workspace.edit("node.yaml", "version: 2", "version: 2\n    routerId: 77");
    run(log, "apply", "-v", "--auto-approve");
    for (String host : HOSTS) {
      lab.sh(host, "systemctl stop watch");
      assertThat(lab.sh(host, "grep -ac gantry- /run/seen").strip()).as(host).isNotEqualTo("0");
      for (String secret : SECRETS) {
        assertThat(lab.on(host, "grep", "-acF", secret, "/run/seen").output().strip())
            .as("processes of " + host)
            .isEqualTo("0");
      }
    }
    assertThat(lab.sh("host-1", "cat /etc/keepalived/gantry-vip-password.conf"))
        .as("the hosts do have it")
        .contains(VRRP);
    assertThat(found)
        .anyMatch(place -> place.endsWith("gantry.state.json"))
        .anyMatch(place -> place.contains("journal"))
        .anyMatch(place -> place.endsWith("saved.plan"))
        .anyMatch(place -> place.endsWith(".log"))
        .allMatch(place -> place.startsWith(WITNESS));
  }

  /** Runs gantry to its end; all that is on disk and every process is searched while it runs. */
  private void run(Path log, String... arguments) throws InterruptedException, IOException {
    Process process = workspace.start(log, arguments);
    do {
      searchFiles(workspace.file(""));
      ProcessHandle.allProcesses().forEach(this::searchArguments);
    } while (process.isAlive());
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    searchFiles(workspace.file(""));
    search(log);
  }

  private void searchFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        search(file);
      }
    } catch (UncheckedIOException | NoSuchFileException gone) {
      // The journal is folded and temporary files are renamed while this looks at them.
      assertThat(gone.toString()).contains("NoSuchFile");
    }
  }

  private void search(Path file) throws IOException {
    search(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
  }

  private void searchArguments(ProcessHandle process) {
    Path arguments = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      search(
          "arguments of " + process.info().command().orElse("a process"),
          Files.readString(arguments, StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      // It has ended.
    }
  }

  private void search(String where, String text) {
    Stream.concat(SECRETS.stream(), Stream.of(WITNESS))
        .filter(text::contains)
        .forEach(word -> found.add(word + " in " + where));
  }

  private static String configuration(Path key, Path vrrp) {
    StringBuilder yaml = new StringBuilder();
    for (String host : HOSTS) {
      yaml.append(
          """
          apiVersion: gantry.dev/v1
          kind: Node
          metadata: {name: %s}
          spec:
            address: 10.79.0.1%s
            role: control-plane
            ssh: {user: ops, privateKey: %s, passphrase: {env: PASSPHRASE}}
            privilege: {password: {env: BECOME}}
            runtime: {type: none}
          ---
          """
              .formatted(host, host.substring(host.length() - 1), key));
    }
    return yaml
        + """
        apiVersion: gantry.dev/v1
        kind: VIP
        metadata: {name: main}
        spec:
          address: 10.79.0.100
          nodes: [host-1, host-2]
          vrrp:
            version: 2
            advertInterval: 1s
            password: {file: %s}
        """
            .formatted(vrrp);
  }
}
