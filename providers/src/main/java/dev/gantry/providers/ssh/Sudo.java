package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.Quoting;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Secrets;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kinds.node.PrivilegeSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;

/**
 * Finds out, once a connection, how a login becomes root. A login as root costs no round trip, any
 * other one; a wrong password is sent once, so that no account is locked by it.
 */
final class Sudo {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** sudo's words, in its own language: the question sets LC_ALL. */
  private static final List<String> NOT_ALLOWED =
      List.of("not in the sudoers", "not allowed to", "may not run sudo");

  /**
   * Answers one word on stdout. sudo -k looks at the rules, not at what it remembers of an earlier
   * password: what it remembers may be gone at the next command.
   */
  private static final String WHO =
      """
      LC_ALL=C PATH=$PATH:/usr/local/bin:/usr/sbin:/sbin; export LC_ALL PATH
      try_sudo() {
        if [ "$2" = asked ]; then
          sudo -k -S -p '' -- true >&2 && echo sudo-password || echo refused
        elif sudo -k -n -- true >&2; then echo sudo
        else echo refused
        fi
      }
      try_doas() {
        if doas -n true >&2; then echo doas; else echo doas-refused; fi
      }
      there() {
        command -v "$1" >/dev/null 2>&1
      }
      if [ "$(id -u)" = 0 ]; then echo root
      else
        case $1 in
          root) echo not-root ;;
          sudo) if there sudo; then try_sudo "$@"; else echo no-sudo; fi ;;
          doas) if there doas; then try_doas; else echo no-doas; fi ;;
          *)
            if there sudo; then try_sudo "$@"
            elif there doas; then try_doas
            else echo none
            fi
            ;;
        esac
      fi
      """;

  private Sudo() {}

  /**
   * Asks the machine.
   *
   * @throws RemoteException never retryable, when the login cannot become root
   */
  static Elevation check(ClientSession session, Machine machine, Secrets secrets)
      throws IOException, RemoteException, InterruptedException {
    if (machine.user().equals("root")) {
      return new Elevation.None();
    }
    PrivilegeSpec privilege = machine.privilege();
    Optional<String> password = Optional.empty();
    if (privilege.password().isPresent()) {
      password = Optional.of(password(machine, secrets, privilege.password().get()));
    }
    CommandResult answer = ask(session, machine, question(privilege, password));
    String word = answer.stdout().strip().lines().reduce("", (_, last) -> last);
    return switch (word) {
      case "root" -> new Elevation.None();
      case "sudo" -> new Elevation.Sudo();
      case "sudo-password" -> new Elevation.SudoWithPassword(password.orElseThrow());
      case "doas" -> new Elevation.Doas();
      default -> throw Failures.refused(machine, refusal(machine, word, answer.stderr(), password));
    };
  }

  private static CommandResult ask(ClientSession session, Machine machine, Invocation question)
      throws IOException, RemoteException, InterruptedException {
    try {
      return new Exec(session, machine).run(question);
    } catch (NotBegunException e) {
      throw new IllegalStateException("nothing stands before the question", e);
    }
  }

  private static String password(Machine machine, Secrets secrets, SecretSource source)
      throws RemoteException, InterruptedException {
    String password = secrets.read(source);
    if (password.isEmpty() || password.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      throw Failures.refused(
          machine,
          Diagnostic.error(
              "sudo-password-unusable",
              "the password for root on " + machine.host() + " is empty or has a line break",
              "spec.privilege.password of Node/"
                  + machine.host()
                  + " must give one line. See what its env, file or command really holds."));
    }
    return password;
  }

  private static Invocation question(PrivilegeSpec privilege, Optional<String> password) {
    String method = privilege.method().name().toLowerCase(Locale.ROOT);
    String how = password.isPresent() ? "asked" : "unasked";
    Command command = Command.script(WHO, List.of(method, how)).within(LIMIT);
    if (password.isPresent()) {
      command =
          command.hiding(List.of(password.get())).reading(new Content.Text(password.get() + "\n"));
    }
    return Invocation.plain(command, Quoting.line(command.argv()));
  }

  /**
   * What is wrong and how to mend it, from what sudo said.
   *
   * @param word the answer of the question; {@code refused} when a later command was refused
   */
  static Diagnostic refusal(
      Machine machine, String word, String stderr, Optional<String> password) {
    String user = machine.user();
    String said = stderr.strip().replaceAll("\\s*\\n\\s*", " / ");
    return switch (word) {
      case "not-root" ->
          notRoot(
              machine,
              "privilege.method is root, and the login is not root's.",
              "Set it to sudo or doas, or spec.ssh.user to root.");
      case "none" -> notRoot(machine, "There is neither sudo nor doas on it.", mend(user));
      case "no-sudo" -> notRoot(machine, "There is no sudo on it.", mend(user));
      case "no-doas" -> notRoot(machine, "There is no doas on it.", mend(user));
      case "doas-refused" ->
          notRoot(
              machine,
              "doas -n said: " + said + ".",
              "doas takes no password without a terminal. Write on the machine, in /etc/doas.conf:"
                  + " permit nopass "
                  + user
                  + " as root");
      default -> bySudo(machine, said, password.isPresent());
    };
  }

  private static Diagnostic bySudo(Machine machine, String said, boolean asked) {
    String user = machine.user();
    String field = "spec.privilege.password of Node/" + machine.host();
    if (said.contains("must have a tty")) {
      return notRoot(
          machine,
          "sudo there wants a terminal (requiretty).",
          "Gantry's commands have none. Write on the machine, in /etc/sudoers.d/gantry: Defaults:"
              + user
              + " !requiretty");
    }
    if (NOT_ALLOWED.stream().anyMatch(said::contains)) {
      return notRoot(machine, "sudo said: " + said + ".", mend(user));
    }
    if (asked) {
      return notRoot(
          machine,
          "sudo did not take the password. It said: " + said + ".",
          "It was tried once. Correct "
              + field
              + "; sudo asks for "
              + user
              + "'s own password unless its rootpw or targetpw is set.");
    }
    return notRoot(
        machine,
        said.isEmpty() ? "sudo -n true failed." : "sudo -n true said: " + said + ".",
        "Where sudo wants a password, name it in " + field + ". " + mend(user));
  }

  private static String mend(String user) {
    return "Log in as root, or allow it on the machine: echo '"
        + user
        + " ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/gantry";
  }

  private static Diagnostic notRoot(Machine machine, String cause, String next) {
    return Diagnostic.error(
        "sudo-refused",
        machine.user() + " cannot become root on " + machine.host(),
        cause + " " + next);
  }
}
