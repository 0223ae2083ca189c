package dev.gantry.providers.vip;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Waits until the VIP is in force: exactly one member has the address, and its ports answer from
 * the others. That nothing listens behind them yet is no fault: haproxy itself answers.
 */
final class Acceptance {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private static final String CONNECT =
      """
      host=$1; shift
      for port; do
        timeout 2 /bin/bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null ||
          echo "$port"
      done
      """;

  private final Layout layout;
  private final Map<Member, Shell> members;

  Acceptance(Layout layout, Map<Member, Shell> members) {
    this.layout = layout;
    this.members = new LinkedHashMap<>(members);
  }

  void run(StepContext context) throws StepException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    String last = "";
    while (System.nanoTime() < end) {
      List<Member> holders = holders();
      String trouble = trouble(holders);
      if (trouble.isEmpty()) {
        tell(holders.getFirst(), context);
        return;
      }
      if (!trouble.equals(last)) {
        context.progress(trouble);
        last = trouble;
      }
      Thread.sleep(PAUSE);
    }
    throw new StepException(
        Diagnostic.error(
            "vip-not-in-force",
            last,
            "The members are configured, but the VIP did not come to be within "
                + LIMIT.toSeconds()
                + " s. See `journalctl -u keepalived -u haproxy` on them. Adverts are IP protocol"
                + " 112; with vrrp.transport multicast the segment must carry 224.0.0.18."),
        true);
  }

  private List<Member> holders() throws StepException, InterruptedException {
    InetAddress vip = InetAddress.ofLiteral(layout.spec().address());
    List<Member> holders = new ArrayList<>();
    for (Map.Entry<Member, Shell> member : members.entrySet()) {
      String addresses = member.getValue().must("", "ip", "-o", "address", "show").stdout();
      if (HostFacts.addresses(addresses).stream().anyMatch(at -> at.ip().equals(vip))) {
        holders.add(member.getKey());
      }
    }
    return holders;
  }

  /** What is not as it should be; empty when all is. */
  private String trouble(List<Member> holders) throws StepException, InterruptedException {
    if (holders.isEmpty()) {
      return "no member has " + layout.spec().address() + " yet";
    }
    if (holders.size() > 1) {
      return holders.stream().map(member -> member.host().value()).toList()
          + " all have "
          + layout.spec().address();
    }
    // From another member where there is one: the way over the network is the one that counts.
    Member asker = layout.peers(holders.getFirst()).stream().findFirst().orElse(holders.getFirst());
    Shell shell = Objects.requireNonNull(members.get(asker));
    List<String> arguments = new ArrayList<>(List.of(layout.spec().address()));
    Forward.of(layout.spec()).forEach(forward -> arguments.add(String.valueOf(forward.port())));
    String closed =
        shell.run(Command.script(CONNECT, arguments)).stdout().strip().replace('\n', ' ');
    return closed.isEmpty()
        ? ""
        : layout.spec().address() + " does not answer " + asker.host() + " on port " + closed;
  }

  private void tell(Member holder, StepContext context) throws StepException, InterruptedException {
    context.output("holder", Value.of(holder.host().value()));
    if (layout.spec().vrrp().password().isPresent()) {
      SortedMap<String, Value> prints = new TreeMap<>();
      for (Map.Entry<Member, Shell> member : members.entrySet()) {
        String line = member.getValue().must("", "sha256sum", VipFiles.PASSWORD).stdout().strip();
        prints.put(member.getKey().host().value(), Value.of(line.split(" ", -1)[0]));
      }
      context.output("passwordFingerprints", new Value.Fields(prints));
    }
  }
}
