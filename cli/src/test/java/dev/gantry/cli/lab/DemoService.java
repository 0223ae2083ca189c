package dev.gantry.cli.lab;

import java.util.Optional;

/** A small TCP service on the hosts, behind one of the VIP's extra ports. */
final class DemoService {
  private static final String PORT = "8080";

  private DemoService() {}

  /** Starts it on the host's own address, as a unit of systemd that lives until the host ends. */
  static void start(Lab lab, String host) throws InterruptedException {
    lab.sh(
        host,
        "address=$(hostname -I | tr ' ' '\\n' | grep -v '\\.100$' | grep -m1 '\\.'); "
            + "systemd-run --quiet --unit=demo-service socat TCP-LISTEN:"
            + PORT
            + ",bind=$address,reuseaddr,fork SYSTEM:hostname");
  }

  static void stop(Lab lab, String host) throws InterruptedException {
    lab.sh(host, "systemctl stop demo-service; systemctl reset-failed demo-service || true");
  }

  /** The name of the host that answered, asked from the client's namespace. */
  static Optional<String> answer(Lab lab, String vip) throws InterruptedException {
    Exec asked =
        lab.client("timeout", "2", "bash", "-c", "exec 3<>/dev/tcp/$0/$1 && cat <&3", vip, PORT);
    return asked.exit() == 0 && !asked.output().isBlank()
        ? Optional.of(asked.output().strip())
        : Optional.empty();
  }
}
