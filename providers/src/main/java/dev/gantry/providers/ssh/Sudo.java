package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.Quoting;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.ssh.Connection.Privilege;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;

/** Finds out, once a connection, how a login becomes root. A login as root costs no round trip. */
final class Sudo {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String WHO =
      """
      if [ "$(id -u)" = 0 ]; then echo root
      elif ! command -v sudo >/dev/null 2>&1; then echo no-sudo
      elif sudo -n true; then echo sudo
      else echo refused
      fi
      """;

  private Sudo() {}

  static Privilege check(ClientSession session, Machine machine)
      throws IOException, RemoteException, InterruptedException {
    if (machine.user().equals("root")) {
      return Privilege.ROOT;
    }
    Command command = Command.script(WHO, List.of()).within(LIMIT);
    CommandResult result = new Exec(session, machine).run(command, Quoting.line(command.argv()));
    return switch (result.stdout().strip().lines().reduce("", (_, last) -> last)) {
      case "root" -> Privilege.ROOT;
      case "sudo" -> Privilege.SUDO;
      case "no-sudo" -> throw Failures.notRoot(machine, "There is no sudo on the machine.");
      default -> throw Failures.notRoot(machine, said(result));
    };
  }

  private static String said(CommandResult result) {
    String stderr = result.stderr().strip();
    return stderr.isEmpty() ? "sudo -n true failed." : "sudo -n true said: " + stderr + ".";
  }
}
