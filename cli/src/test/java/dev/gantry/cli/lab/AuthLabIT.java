package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins and host keys against OpenSSH's own sshd, keys, agent and certificates. */
class AuthLabIT {
  private static final String NETWORK = "10.87.0.0/24";
  private static final String ADDRESS = "10.87.0.11";
  private static final String PORT = "2222";
  private static final String SECRET = "correct horse";
  private static Lab lab;

  @TempDir Path folder;
  private final Map<String, String> environment = new TreeMap<>(Map.of("NO_COLOR", "1"));

  @BeforeAll
  static void up() throws InterruptedException {
    lab = Lab.up("auth-it", NETWORK, 1);
  }

  @AfterAll
  static void down() {
    if (lab != null) {
      lab.close();
    }
  }

  @BeforeEach
  void plainHost() throws InterruptedException {
    environment.put("SSH_AUTH_SOCK", "");
    sshd("Port 22", "Port " + PORT);
    lab.sh("host-1", "rm -f /root/.ssh/authorized_keys /etc/ssh/test-*");
  }

  @Test
  void anEncryptedKeyOpensTheHost() throws Exception {
    letIn(key("key", SECRET));
    environment.put("KEY_SECRET", SECRET);
    node("privateKey: key", "passphrase: {env: KEY_SECRET}");
    assertThat(plan()).contains("login: let in by key key (ssh-ed25519 SHA256:");
    node("privateKey: key");
    assertThat(refused()).contains("It is encrypted, and no passphrase is configured");
  }

  @Test
  void theAgentSignsForTheKeyThatIsChosen() throws Exception {
    key("other", "");
    letIn(key("key", SECRET));
    Path socket = folder.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      Await.until("the agent listens", () -> Files.exists(socket));
      environment.put("SSH_AUTH_SOCK", socket.toString());
      tool("ssh-add", "-q", "other");
      Files.writeString(folder.resolve("askpass"), "#!/bin/sh\necho '" + SECRET + "'\n");
      assertThat(folder.resolve("askpass").toFile().setExecutable(true)).isTrue();
      environment.put("SSH_ASKPASS", folder.resolve("askpass").toString());
      environment.put("SSH_ASKPASS_REQUIRE", "force");
      tool("ssh-add", "-q", "key");
      node("privateKey: key.pub");
      assertThat(plan())
          .contains("login: let in by key key.pub by the agent")
          .doesNotContain("key other");
      node("privateKey: key");
      assertThat(plan()).contains("login: let in by key key by the agent");
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  @Test
  void aPasswordOpensTheHostAlsoWhereItIsAskedFor() throws Exception {
    environment.put("ROOT_PASSWORD", SECRET);
    lab.sh("host-1", "echo 'root:" + SECRET + "' | chpasswd");
    node("password: {env: ROOT_PASSWORD}");
    sshd("PermitRootLogin yes", "PasswordAuthentication yes");
    assertThat(plan()).contains("login: let in by the password");
    sshd("PermitRootLogin yes", "PasswordAuthentication no", "KbdInteractiveAuthentication yes");
    assertThat(plan())
        .contains("login: keyboard-interactive: answering with the password")
        .doesNotContain(SECRET);
    environment.put("ROOT_PASSWORD", "wrong");
    assertThat(refused())
        .contains("does not let root in")
        .contains("keyboard-interactive: refused");
  }

  @Test
  void certificatesOpenTheHostAndProveIt() throws Exception {
    String authority = key("ca", "");
    key("key", "");
    tool("ssh-keygen", "-q", "-s", "ca", "-I", "operator", "-n", "root", "-V", "+1h", "key.pub");
    certify(ADDRESS);
    sshd(
        "TrustedUserCAKeys /etc/ssh/test-ca.pub",
        "HostCertificate /etc/ssh/test-cert.pub",
        "Port 22");
    lab.sh(
        "host-1",
        "echo '"
            + authority
            + "' > /etc/ssh/test-ca.pub; systemctl reset-failed ssh; systemctl restart ssh");
    Files.writeString(folder.resolve("kh"), "@cert-authority 10.87.0.* " + authority);
    node("privateKey: key", "hostKey: {policy: strict, knownHosts: kh}");
    assertThat(plan())
        .contains("the machine proved itself by a certificate by ssh-ed25519 SHA256:")
        .contains("login: let in by certificate key-cert.pub");
    node("privateKey: key", "hostKey: {policy: pin, key: '@cert-authority " + authority + "'}");
    plan();
    certify("10.87.0.99");
    assertThat(refused())
        .contains("the host certificate of host host-1 is not valid")
        .contains("invalid principal 10.87.0.11");
    sshd("TrustedUserCAKeys /etc/ssh/test-ca.pub");
    assertThat(refused()).contains("has no certificate of a known authority");
  }

  @Test
  void whatSshKeyscanWritesIsKnown() throws Exception {
    letIn(key("key", ""));
    Path known = folder.resolve("kh");
    for (String port : List.of("22", PORT)) {
      for (List<String> kind :
          List.<List<String>>of(List.of(), List.of("-H"), List.of("-t", "rsa"))) {
        List<String> scan = new ArrayList<>(List.of("ssh-keyscan", "-p", port));
        scan.addAll(kind);
        scan.add(ADDRESS);
        Files.writeString(known, tool(scan.toArray(String[]::new)));
        node("port: " + port, "privateKey: key", "hostKey: {policy: strict, knownHosts: kh}");
        assertThat(plan()).as(scan.toString()).contains("proved itself by").contains("(kh:");
      }
    }
    Files.writeString(known, "");
    assertThat(refused())
        .contains("kh has no line for [10.87.0.11]:2222")
        .contains("the policy is strict");
  }

  @Test
  void aHostWhoseKeyChangesAfterThePlanIsSentNothing() throws Exception {
    letIn(key("key", ""));
    node("privateKey: key");
    workspace().gantry("plan", "--out", "plan.json").ok();
    String before = fingerprint();
    lab.sh(
        "host-1",
        "rm /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl reset-failed ssh; systemctl restart ssh");
    String mark = lab.sh("host-1", "date +%s.%N").strip();

    Exec apply = workspace().gantry("apply", "plan.json");

    assertThat(apply.exit()).isNotZero();
    assertThat(apply.output().replaceAll("\\s+", " "))
        .contains("the host key of host host-1 has changed; nothing was sent to it")
        .contains(before)
        .contains(fingerprint())
        .contains("the plan");
    String journal = "journalctl -u ssh -o cat --since @" + mark;
    // The journal takes in what sshd says a moment after the connection has ended.
    Await.until("sshd told of it", () -> lab.sh("host-1", journal).contains("10.87.0.1"));
    assertThat(lab.sh("host-1", journal)).doesNotContain("Accepted").doesNotContain("Failed");
    assertThat(lab.on("host-1", "test", "-e", "/var/lib/gantry").exit()).isEqualTo(1);
  }

  /** The fingerprint of the host key that a plan of this test is shown. */
  private static String fingerprint() throws InterruptedException {
    String line = lab.sh("host-1", "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
    return line.substring(line.indexOf("SHA256:")).split(" ", 2)[0];
  }

  private void certify(String principal) throws Exception {
    Path host = folder.resolve("host.pub");
    Files.writeString(host, lab.sh("host-1", "cat /etc/ssh/ssh_host_ed25519_key.pub"));
    tool("ssh-keygen", "-q", "-s", "ca", "-I", "host-1", "-h", "-n", principal, "host.pub");
    String certificate = Files.readString(folder.resolve("host-cert.pub")).strip();
    lab.sh(
        "host-1",
        "echo '"
            + certificate
            + "' > /etc/ssh/test-cert.pub; systemctl reset-failed ssh; systemctl restart ssh || true");
  }

  /** Settings of sshd before all others: of each, the first that it reads counts. */
  private static void sshd(String... lines) throws InterruptedException {
    lab.sh(
        "host-1",
        "echo '"
            + String.join("\n", lines)
            + "' > /etc/ssh/sshd_config.d/00-test.conf; systemctl reset-failed ssh; systemctl restart ssh");
  }

  private static void letIn(String publicKey) throws InterruptedException {
    lab.sh("host-1", "echo '" + publicKey + "' > /root/.ssh/authorized_keys");
  }

  /** Makes a key pair in the folder; its public part. */
  private String key(String name, String passphrase) throws Exception {
    tool("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", name);
    return Files.readString(folder.resolve(name + ".pub"), StandardCharsets.UTF_8).strip();
  }

  private String tool(String... argv) throws InterruptedException {
    List<String> quiet = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>/dev/null", "sh"));
    quiet.addAll(List.of(argv));
    return Exec.run(folder, environment, Duration.ofMinutes(1), quiet).ok();
  }

  private void node(String... ssh) throws IOException {
    Files.writeString(
        folder.resolve("node.yaml"),
        """
        apiVersion: gantry.dev/v1
        kind: Node
        metadata: {name: host-1}
        spec:
          address: %s
          ssh:
            %s
        """
            .formatted(ADDRESS, String.join("\n    ", ssh)));
  }

  private Workspace workspace() {
    return Workspace.of(folder, environment);
  }

  private String plan() throws InterruptedException {
    Exec plan = workspace().gantry("plan", "-v");
    assertThat(plan.output()).contains("host-1: logged in as root");
    return plan.ok();
  }

  /** The output of a plan that the host blocks, in one line. */
  private String refused() throws InterruptedException {
    Exec plan = workspace().gantry("plan", "-v");
    assertThat(plan.output()).doesNotContain("host-1: logged in as root");
    return plan.output().replaceAll("\\s+#?\\s*", " ");
  }
}
