package dev.gantry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines that are not simply there. host-1 has its sshd on port 2222 of its IPv6 address alone,
 * and a SOCKS5 proxy with a password; host-2 lets only host-1 in, and host-3 only host-2.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WayLabIT {
  private static final String NETWORK = "10.86.0.0/24";
  private static final String HOST_1 = "fd88:10:86:0::11";
  private static final String HOST_1_IPV4 = "10.86.0.11";
  private static final String HOST_2 = "10.86.0.12";
  private static final String HOST_3 = "10.86.0.13";
  private static final String JUMPS =
      """
          jump:
            - {address: "%s", port: 2222, user: ops, privateKey: "${var.sshKey}", hostKey: {knownHosts: jumps}}
            - {address: %s, user: ops, privateKey: "${var.sshKey}", hostKey: {knownHosts: jumps}}
      """
          .formatted(HOST_1, HOST_2);

  private Lab lab;
  private Workspace workspace;

  @BeforeAll
  void up(@TempDir Path folder) throws InterruptedException, IOException {
    lab = Lab.up("ways", NETWORK, 3);
    workspace =
        Workspace.example("quickstart", folder, NETWORK, lab).with("PROXY_PASSWORD", "p roxy:1");
    Files.delete(workspace.file("vip.yaml"));
    workspace.edit(
        "project.yaml",
        "      role: control-plane\n",
        "      role: control-plane\n      runtime: {type: none}\n");
    Files.writeString(workspace.file("nodes.yaml"), nodes());
    lab.sh(
        "host-1",
        "apt-get -q -y install microsocks && systemd-run --unit way-proxy"
            + " microsocks -p 1080 -u gantry -P 'p roxy:1'");
    onlyFrom("host-2", HOST_1_IPV4);
    onlyFrom("host-3", HOST_2);
    lab.sh(
        "host-1",
        "echo 'ListenAddress [%s]:2222' >/etc/ssh/sshd_config.d/way.conf && systemctl restart ssh"
            .formatted(HOST_1));
  }

  @AfterAll
  void down() {
    if (lab != null) {
      lab.close();
    }
  }

  private static String nodes() {
    return """
        apiVersion: gantry.dev/v1
        kind: Node
        metadata:
          name: host-1
        spec:
          address: %s
          connectAddress: "%s"
          ssh: {port: 2222}
        ---
        apiVersion: gantry.dev/v1
        kind: Node
        metadata:
          name: host-2
        spec:
          address: %s
          proxy: {url: "socks5://%s:1080", username: gantry, password: {env: PROXY_PASSWORD}}
        ---
        apiVersion: gantry.dev/v1
        kind: Node
        metadata:
          name: host-3
        spec:
          address: %s
          ssh:
        %s"""
        .formatted(HOST_1_IPV4, HOST_1, HOST_2, HOST_1_IPV4, HOST_3, JUMPS);
  }

  private void onlyFrom(String host, String source) throws InterruptedException {
    lab.sh(
        host,
        """
        nft add table inet way
        nft add chain inet way in '{ type filter hook input priority 0; }'
        nft add rule inet way in tcp dport 22 meta nfproto ipv6 drop
        nft add rule inet way in tcp dport 22 ip saddr != %s drop
        """
            .formatted(source));
  }

  @Test
  @Order(1)
  void nothingIsReachedOtherwise() throws InterruptedException {
    assertThat(lab.client("curl", "-sS", "-m", "2", "telnet://" + HOST_2 + ":22").exit())
        .isNotZero();
    assertThat(lab.client("curl", "-sS", "-m", "2", "telnet://" + HOST_3 + ":22").exit())
        .isNotZero();
    assertThat(lab.sh("host-1", "ss -Hltn 'sport = :22'")).isEmpty();
  }

  @Test
  @Order(2)
  void eachIsReachedOnItsOwnWay() throws InterruptedException {
    String start = lab.sh("host-3", "date +@%s").strip();

    Exec apply = workspace.gantry("apply", "--auto-approve", "--verbose");

    assertThat(apply.ok()).contains("Resources: 3 added").contains("through jump host " + HOST_2);
    assertThat(sources("host-3", start)).containsOnly(HOST_2);
    assertThat(sources("host-2", start)).containsOnly(HOST_1_IPV4);
    assertThat(sources("host-1", start)).isNotEmpty().allMatch(source -> source.contains(":"));
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }

  /** From where sshd let somebody in, by its journal. */
  private List<String> sources(String host, String since) throws InterruptedException {
    return lab.sh(
            host,
            "journalctl -u ssh -o cat --since=%s | sed -n 's/^Accepted .* from \\([^ ]*\\) .*/\\1/p'"
                .formatted(since))
        .lines()
        .distinct()
        .toList();
  }

  @Test
  @Order(3)
  void aRunOpensOneConnectionToAJumpHost() throws InterruptedException {
    String count = "journalctl -u ssh -o cat | grep -c '^Accepted publickey for ops'";
    int before = Integer.parseInt(lab.sh("host-2", count).strip());
    workspace.gantry("plan").ok();
    assertThat(Integer.parseInt(lab.sh("host-2", count).strip())).isEqualTo(before + 1);
  }

  @Test
  @Order(4)
  void aWrongProxyPasswordIsToldForItsNodeAlone() throws InterruptedException {
    Exec plan = workspace.with("PROXY_PASSWORD", "wr0ng").gantry("plan");

    assertThat(plan.output())
        .contains("the proxy on the way to host host-2 does not let Gantry through")
        .contains("it refused the user or the password")
        .doesNotContain("wr0ng")
        .doesNotContain("Node/host-1 ")
        .doesNotContain("Node/host-3 ");
  }

  @Test
  @Order(5)
  void aJumpHostWithAnotherKeyIsSentNothing() throws InterruptedException, IOException {
    String known = Files.readString(workspace.file("jumps"));
    assertThat(known).contains("[" + HOST_1 + "]:2222 ").contains(HOST_2 + " ");
    String other = Files.readString(Path.of(lab.key() + ".pub")).split(" ", -1)[1];
    Files.writeString(
        workspace.file("jumps"),
        known.replaceAll("(?m)^(" + HOST_2 + ") \\S+ \\S+$", "$1 ssh-ed25519 " + other));

    Exec plan = workspace.gantry("plan");

    assertThat(plan.output())
        .contains("the host key of jump host " + HOST_2 + " has changed; nothing was sent to it");
    Files.writeString(workspace.file("jumps"), known);
  }

  @Test
  @Order(6)
  void aDeadJumpHostIsNamedAndOnlyThoseBehindItAreUnknown() throws InterruptedException {
    lab.sh("host-2", "nft insert rule inet way in tcp dport 22 reject with tcp reset");

    Exec plan = workspace.gantry("plan");

    assertThat(plan.output())
        .contains("jump host " + HOST_2 + " cannot be reached")
        .contains("through jump host " + HOST_1 + " failed")
        .contains("It is the jump host on the way to Node/host-3.")
        .doesNotContain("Node/host-1 ");
    lab.sh("host-2", "nft flush chain inet way in");
    lab.sh(
        "host-2",
        "nft add rule inet way in tcp dport 22 ip saddr != %s drop".formatted(HOST_1_IPV4));
  }

  @Test
  @Order(7)
  void sshConfigWithIncludeAndMatchGivesTheSameWay() throws InterruptedException, IOException {
    Files.writeString(
        workspace.file("jump_hosts.conf"),
        """
        Host first
          HostName %s
          Port 2222
        Host second
          HostName %s
        Match originalhost first,second
          User ops
        """
            .formatted(HOST_1, HOST_2));
    Files.writeString(
        workspace.file("ssh_config"),
        """
        Include %s
        Match originalhost %s
          ProxyJump first,second
        Host *
          IdentityFile %s
          UserKnownHostsFile %s
        """
            .formatted(
                workspace.file("jump_hosts.conf"), HOST_3, lab.key(), workspace.file("jumps")));
    workspace.edit("nodes.yaml", JUMPS, "    configFile: ssh_config\n");

    Exec apply = workspace.gantry("apply", "--auto-approve", "--verbose");

    assertThat(apply.ok()).contains("ssh_config for " + HOST_3).contains("0 added, 1 changed");
    assertThat(workspace.gantry("plan", "--detailed-exitcode").exit()).isZero();
  }
}
