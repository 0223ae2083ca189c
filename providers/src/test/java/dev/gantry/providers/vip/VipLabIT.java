package dev.gantry.providers.vip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;

/**
 * A VIP on three real hosts, asked from a client on their network while a fourth host stands by as
 * the stranger. The tests are one story, told in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class VipLabIT {
  private static final String VIP = "10.73.0.100";
  private static final int PORT = 11780;
  private static final double LIMIT = 1.5;
  private static final List<String> ALL = List.of("host-1", "host-2", "host-3");

  /** What a host looks like, without what every installation leaves (caches, backup copies). */
  private static final String PICTURE =
      """
      ip -o address | cut -c1-60
      dpkg-query -W -f '${Package} ${Status}\\n'
      find /etc -type f ! -name '*-' ! -name ld.so.cache -exec sha256sum {} +
      find /etc -type l -printf '%p %l\\n'
      find /run/haproxy* /run/gantry* /var/lib/gantry /var/lib/haproxy 2>/dev/null
      nft list ruleset
      systemctl list-unit-files --no-legend --no-pager | grep -v transient
      sysctl net.ipv4.ip_nonlocal_bind
      """;

  /** Connects every 20 ms; prints the longest time without an answer, in seconds. */
  private static final String CLIENT =
      """
      use Socket; use Time::HiRes qw(time sleep); use IO::Select; use Fcntl;
      my ($ip, $port, $seconds) = @ARGV; my ($last, $longest, $end) = (time, 0, time + $seconds);
      while (time < $end) {
        socket my $s, PF_INET, SOCK_STREAM, 0; fcntl $s, F_SETFL, O_NONBLOCK;
        connect $s, sockaddr_in($port, inet_aton($ip)); my $answer = "";
        if (IO::Select->new($s)->can_read(0.1)) { sysread $s, $answer, 100 }
        close $s;
        if (length $answer) {
          my $gap = time - $last; $longest = $gap if $gap > $longest; $last = time; sleep 0.02;
        }
      }
      my $gap = time - $last; $longest = $gap if $gap > $longest;
      printf "%.3f\\n", $longest;
      """;

  private final SortedMap<String, String> before = new TreeMap<>();
  private LabHosts lab;
  private LabVip vip;

  @BeforeAll
  void up() throws Exception {
    lab = LabHosts.up("vip", "10.73.0.0/24", 4);
    vip = new LabVip(lab, 4);
    for (String host : ALL) {
      before.put(host, lab.shell(host, PICTURE));
      // On every address, as kube-apiserver listens by default: the VIP must not mind.
      serve(host, 6443);
      serve(host, PORT);
    }
  }

  private void serve(String host, int port) throws Exception {
    lab.on(
        host,
        "systemd-run",
        "--quiet",
        "--unit=service-" + port,
        "socat",
        "TCP-LISTEN:" + port + ",fork,reuseaddr",
        "SYSTEM:hostname");
  }

  @AfterAll
  void down() throws Exception {
    if (vip != null) {
      vip.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  @Order(1)
  void aStrangersRouterIdStopsBeforeTheFirstWrite() throws Exception {
    lab.on("host-4", "apt-get", "install", "-y", "-qq", "--no-install-recommends", "keepalived");
    lab.shell(
        "host-4",
        "printf 'vrrp_instance x {\\n interface eth0\\n virtual_router_id 61\\n priority 9\\n"
            + " virtual_ipaddress {\\n 10.73.0.99/32\\n }\\n}\\n' >/etc/keepalived/keepalived.conf;"
            + " systemctl restart keepalived");
    await(() -> shows("host-4", "ip -o address", "10.73.0.99/"));
    assertThatThrownBy(() -> vip.apply(spec(ALL)))
        .isInstanceOf(StepException.class)
        .hasMessageContaining("10.73.0.14");
    lab.on("host-4", "systemctl", "stop", "keepalived");
    lab.on("host-4", "ip", "address", "add", VIP + "/24", "dev", "eth0");
    assertThatThrownBy(() -> vip.apply(spec(ALL)))
        .isInstanceOf(StepException.class)
        .hasMessageContaining("Another machine has the address " + VIP);
    lab.on("host-4", "ip", "address", "delete", VIP + "/24", "dev", "eth0");
    for (String host : ALL) {
      assertThat(lab.shell(host, "ls /etc/keepalived /var/lib/gantry 2>&1; true"))
          .doesNotContain("gantry-vip");
    }
  }

  @Test
  @Order(2)
  void createdItForwardsAndThenNothingIsLeftToDo(TestReporter reporter) throws Exception {
    long start = System.nanoTime();
    vip.apply(spec(ALL));
    reporter.publishEntry("create, seconds", String.valueOf((System.nanoTime() - start) / 1e9));
    vip.assertNoChanges(spec(ALL));
    assertThat(client(2)).isLessThan(1.0);
    for (String host : ALL) {
      String answer = "timeout 3 bash -c 'exec 3<>/dev/tcp/" + VIP + "/" + PORT + "; cat <&3'";
      assertThat(lab.shell(host, answer)).startsWith("host-");
    }
  }

  @Test
  @Order(3)
  void killedKeepalivedMovesTheAddress(TestReporter reporter) throws Exception {
    String holder = holder();
    double gap =
        gapWhile(
            8, () -> lab.shell(holder, "kill -9 $(systemctl show -p MainPID --value keepalived)"));
    reporter.publishEntry("kill -9 of keepalived, longest gap in seconds", String.valueOf(gap));
    assertThat(gap).isLessThan(LIMIT);
    String second = holder();
    gap =
        gapWhile(
            8,
            () ->
                lab.shell(
                    second,
                    "kill -9 $(cat /sys/fs/cgroup/*/system.slice/keepalived.service/cgroup.procs /sys/fs/cgroup/system.slice/keepalived.service/cgroup.procs 2>/dev/null | sort -u)"));
    reporter.publishEntry("kill -9 of all of keepalived, longest gap", String.valueOf(gap));
    assertThat(gap).isLessThan(LIMIT);
    await(() -> holders().size() == 1);
  }

  @Test
  @Order(4)
  void aCutLinkMovesTheAddress(TestReporter reporter) throws Exception {
    await(() -> holders().size() == 1);
    String holder = holder();
    double gap = gapWhile(8, () -> lab.tool("cut", holder));
    reporter.publishEntry("cut link, longest gap in seconds", String.valueOf(gap));
    assertThat(gap).isLessThan(LIMIT);
    double back = gapWhile(6, () -> lab.tool("heal", holder));
    reporter.publishEntry("healed link, longest gap in seconds", String.valueOf(back));
    assertThat(back).isLessThan(LIMIT);
    await(() -> holders().size() == 1);
  }

  @Test
  @Order(5)
  void deadHaproxyMovesTheAddressAndAFlushedRulesetIsPutBack(TestReporter reporter)
      throws Exception {
    String holder = holder();
    double gap = gapWhile(8, () -> lab.on(holder, "systemctl", "kill", "-s", "STOP", "haproxy"));
    reporter.publishEntry("haproxy stopped, longest gap in seconds", String.valueOf(gap));
    assertThat(gap).isLessThan(5);
    lab.on(holder, "systemctl", "kill", "-s", "CONT", "haproxy");
    String next = holder();
    gap = gapWhile(5, () -> lab.on(next, "nft", "flush", "ruleset"));
    reporter.publishEntry("ruleset flushed, longest gap in seconds", String.valueOf(gap));
    assertThat(gap).isLessThan(3);
    await(() -> shows(next, "nft list table ip gantry_vip", "dnat"));
  }

  @Test
  @Order(6)
  void aMemberThatLeavesIsAReload(TestReporter reporter) throws Exception {
    String pid = lab.shell("host-1", "systemctl show -p MainPID --value haproxy");
    var running = startClient(15);
    vip.apply(spec(List.of("host-1", "host-2")));
    double gap = Double.parseDouble(running.await().output().strip());
    reporter.publishEntry("member removed, longest gap in seconds", String.valueOf(gap));
    assertThat(lab.shell("host-1", "systemctl show -p MainPID --value haproxy")).isEqualTo(pid);
    vip.assertNoChanges(spec(List.of("host-1", "host-2")));
    assertThat(changesOn("host-3")).isEmpty();
    assertThat(gap).isLessThan(LIMIT);
  }

  @Test
  @Order(7)
  void destroyLeavesTheHostsAsTheyWere() throws Exception {
    vip.destroy(spec(List.of("host-1", "host-2")));
    for (String host : ALL) {
      assertThat(changesOn(host)).isEmpty();
    }
    assertThat(vip.observe(spec(List.of("host-1", "host-2"))))
        .isInstanceOf(Observation.Absent.class);
  }

  /** The lines in which a host differs from what it was before all. */
  private List<String> changesOn(String host) throws Exception {
    List<String> was = List.of(Objects.requireNonNull(before.get(host)).split("\n", -1));
    List<String> is = List.of(lab.shell(host, PICTURE).split("\n", -1));
    List<String> changes = new ArrayList<>();
    was.stream().filter(line -> !is.contains(line)).forEach(line -> changes.add("- " + line));
    is.stream().filter(line -> !was.contains(line)).forEach(line -> changes.add("+ " + line));
    return changes;
  }

  private static Value.Fields spec(List<String> members) {
    return Value.Fields.empty()
        .with("address", Value.of(VIP))
        .with("nodes", Value.ofTexts(members))
        .with("health", Value.Fields.empty().with("path", Value.of("")));
  }

  private List<String> holders() {
    return ALL.stream().filter(host -> shows(host, "ip -o address", VIP + "/")).toList();
  }

  private String holder() {
    return Objects.requireNonNull(holders().getFirst());
  }

  private boolean shows(String host, String program, String part) {
    try {
      return lab.shell(host, program).contains(part);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private LabHosts.Running startClient(int seconds) throws Exception {
    return lab.start(
        "client", "perl", "-e", CLIENT, VIP, String.valueOf(PORT), String.valueOf(seconds));
  }

  /** The longest time without an answer, in seconds. */
  private double client(int seconds) throws Exception {
    return Double.parseDouble(startClient(seconds).await().output().strip());
  }

  private interface Fault {
    Object happen() throws Exception;
  }

  private double gapWhile(int seconds, Fault fault) throws Exception {
    var running = startClient(seconds);
    Thread.sleep(1000);
    fault.happen();
    return Double.parseDouble(running.await().output().strip());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s").isLessThan(end);
      Thread.sleep(200);
    }
  }
}
