package dev.gantry.providers.vip;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens on the network segment before the first write: whether somebody else sends VRRP adverts
 * of our virtual router id, or answers for the address.
 *
 * <p>It works with what a minimal host has: perl (Debian's base has it), else python3, else
 * tcpdump. A packet socket hears adverts that the host's own firewall would drop; joining the group
 * makes switches deliver them. 3.5 s hear three adverts of a router with the usual second.
 */
final class SegmentCheck {
  private static final String SECONDS = "3.5";

  private SegmentCheck() {}

  /**
   * Fails when the id or the address is somebody else's.
   *
   * @param own addresses of machines whose adverts are ours: members, and former ones
   * @param checkAddress false while a member holds the address already
   */
  static void run(
      Layout layout,
      Shell shell,
      String networkInterface,
      List<String> own,
      boolean checkAddress,
      StepContext context)
      throws StepException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(networkInterface);
    arguments.add(layout.spec().address());
    arguments.add(checkAddress ? "yes" : "no");
    arguments.add(String.valueOf(layout.spec().vrrp().routerId()));
    arguments.add(SECONDS);
    arguments.addAll(own);
    context.progress(
        "listening on "
            + networkInterface
            + " for other routers with VRID "
            + layout.spec().vrrp().routerId());
    CommandResult result =
        shell.run(Command.script(PROGRAM, arguments).within(Duration.ofSeconds(30)));
    if (!result.ok()) {
      throw shell.failed(
          "listening on " + networkInterface,
          result,
          "Nothing was written yet. See that the interface is up, then apply again.");
    }
    judge(layout, networkInterface, result.stdout(), context);
  }

  private static void judge(
      Layout layout, String networkInterface, String heard, StepContext context)
      throws StepException {
    for (String line : heard.split("\n", -1)) {
      String[] words = line.trim().split(" ", -1);
      switch (words[0]) {
        case "advert" -> throw routerIdTaken(layout, words[1]);
        case "address" -> throw addressTaken(layout, words[1]);
        case "deaf" ->
            context.progress(
                "cannot listen for other routers: neither perl, python3 nor tcpdump is there; see"
                    + " yourself that VRID "
                    + layout.spec().vrrp().routerId()
                    + " is free on "
                    + networkInterface);
        default -> {}
      }
    }
  }

  private static StepException routerIdTaken(Layout layout, String sender) {
    int routerId = layout.spec().vrrp().routerId();
    return new StepException(
        Diagnostic.error(
            "vrrp-router-id-taken",
            "Another router uses VRID " + routerId + " on this segment: " + sender,
            sender
                + " sends VRRP adverts with virtual router id "
                + routerId
                + " and is none of this VIP's nodes. Both would fight for their addresses. Set"
                + " another `vrrp.routerId`, 1 to 255. Nothing was written yet."),
        false);
  }

  private static StepException addressTaken(Layout layout, String hardware) {
    return new StepException(
        Diagnostic.error(
            "vip-address-taken",
            "Another machine has the address " + layout.spec().address(),
            "It answers from "
                + hardware
                + ". Take a free address, or free this one. Nothing was written yet."),
        false);
  }

  // Arguments: interface, address, whether to look for the address, VRID, seconds, own addresses.
  // Prints "advert SENDER", "address HARDWARE", or "deaf".
  private static final String PROGRAM =
      """
      dev=$1 vip=$2 look=$3 vrid=$4 seconds=$5
      shift 5
      case $vip in *:*) family=6 ;; *) family=4 ;; esac
      if [ "$look" = yes ]; then
        ip neigh del "$vip" dev "$dev" 2>/dev/null
        /bin/bash -c 'echo >"/dev/udp/$0/9"' "$vip" 2>/dev/null
      fi
      own=" $* "
      if command -v perl >/dev/null 2>&1; then
        senders=$(perl -e '
          use Socket; my ($dev, $family, $vrid, $seconds) = @ARGV;
          open my $f, "<", "/sys/class/net/$dev/ifindex" or die "no interface $dev\\n";
          my $index = <$f> + 0; my $six = $family == 6;
          socket my $j, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0 or die "socket: $!\\n";
          if ($six) { setsockopt $j, 41, 20, pack("H32 I", "ff020000000000000000000000000012", $index); }
          else { setsockopt $j, 0, 35, pack("C4 C4 i", 224,0,0,18, 0,0,0,0, $index); }
          my $type = unpack "S", pack "n", $six ? 0x86dd : 0x0800;
          socket my $s, 17, SOCK_DGRAM, $type or die "packet socket: $!\\n";
          bind $s, pack "S S i S C C a8", 17, $type, $index, 0, 0, 0, "" or die "bind: $!\\n";
          my $end = time + $seconds + 1; my %seen; my $bits = "";
          my $left = $seconds;
          while ($left > 0) {
            vec($bits, fileno $s, 1) = 1;
            (my $n, $left) = select $bits, undef, undef, $left;
            last if time > $end; next if $n < 1;
            recv $s, my $p, 2048, 0; my ($proto, $src, $at);
            if ($six) { ($proto, $src, $at) = (unpack("x6 C", $p), substr($p, 8, 16), 40); }
            else { ($proto, $src, $at) = (unpack("x9 C", $p), substr($p, 12, 4), 4 * (ord($p) & 15)); }
            next if $proto != 112 or length $p < $at + 2;
            next if (ord(substr $p, $at, 1) & 15) != 1 or ord(substr $p, $at + 1, 1) != $vrid;
            $seen{$six ? Socket::inet_ntop(AF_INET6, $src) : inet_ntoa $src} = 1;
          }
          print "$_\\n" for sort keys %seen;
        ' "$dev" "$family" "$vrid" "$seconds") || exit 1
      elif command -v python3 >/dev/null 2>&1; then
        senders=$(python3 -c '
      import socket, struct, sys, time
      dev, family, vrid, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
      six, index = family == "6", socket.if_nametoindex(sys.argv[1])
      af = socket.AF_INET6 if six else socket.AF_INET
      j = socket.socket(af, socket.SOCK_DGRAM)
      group = socket.inet_pton(af, "ff02::12" if six else "224.0.0.18")
      if six: j.setsockopt(41, 20, group + struct.pack("I", index))
      else: j.setsockopt(0, 35, group + bytes(4) + struct.pack("i", index))
      s = socket.socket(17, socket.SOCK_DGRAM, socket.htons(0x86DD if six else 0x0800))
      s.bind((dev, 0x86DD if six else 0x0800))
      end, seen = time.monotonic() + seconds, set()
      while time.monotonic() < end:
          s.settimeout(max(0.01, end - time.monotonic()))
          try: p = s.recv(2048)
          except socket.timeout: break
          proto, src, at = (p[6], p[8:24], 40) if six else (p[9], p[12:16], 4 * (p[0] & 15))
          if proto == 112 and len(p) > at + 1 and p[at] & 15 == 1 and p[at + 1] == vrid:
              seen.add(socket.inet_ntop(af, src))
      print("\\n".join(sorted(seen)))
      ' "$dev" "$family" "$vrid" "$seconds") || exit 1
      elif command -v tcpdump >/dev/null 2>&1; then
        senders=$(timeout 4 tcpdump -l -n -i "$dev" vrrp 2>/dev/null |
          sed -n "s/^.*IP6* \\([^ ]*\\) >.*vrid $vrid,.*/\\1/p" | sort -u)
      else
        echo deaf
        senders=
        sleep 1
      fi
      for sender in $senders; do
        case $own in *" $sender "*) ;; *) echo "advert $sender" ;; esac
      done
      if [ "$look" = yes ]; then
        hardware=$(ip neigh show to "$vip" dev "$dev" | sed -n 's/.*lladdr \\([^ ]*\\).*/\\1/p')
        [ -z "$hardware" ] || echo "address $hardware"
        ip neigh del "$vip" dev "$dev" 2>/dev/null
      fi
      exit 0
      """;
}
