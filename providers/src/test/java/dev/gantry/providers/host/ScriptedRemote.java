package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A machine that answers by a script and remembers what it was asked. Rules are tried in the order
 * in which they were given; the first that matches answers, any number of times.
 *
 * <pre>{@code
 * var remote = ScriptedRemote.on("cp-1")
 *     .when(startsWith("systemctl is-active kubelet")).exits(3)
 *     .when(startsWith("hostname")).prints("cp-1\n")
 *     .elseFail();
 * }</pre>
 */
public final class ScriptedRemote implements Remote {
  private final HostName host;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private final List<RemoteFile> puts = new ArrayList<>();
  private Optional<RemoteException> down = Optional.empty();
  private boolean strict = true;

  private record Rule(Predicate<Command> when, CommandResult then) {}

  private ScriptedRemote(HostName host) {
    this.host = host;
  }

  /** A machine that knows no command yet. */
  public static ScriptedRemote on(String host) {
    return new ScriptedRemote(new HostName(host));
  }

  /** Matches a command whose arguments, joined by spaces, start with this. */
  public static Predicate<Command> startsWith(String prefix) {
    return command -> line(command).startsWith(prefix);
  }

  /** Matches a command whose arguments, joined by spaces, have this somewhere. */
  public static Predicate<Command> has(String part) {
    return command -> line(command).contains(part);
  }

  /** Matches exactly these arguments. */
  public static Predicate<Command> argv(String... argv) {
    return command -> command.argv().equals(List.of(argv));
  }

  /** Starts a rule. */
  public Answer when(Predicate<Command> match) {
    return new Answer(match);
  }

  /** A command that no rule matches fails the test; so it is unless {@link #elseSucceed}. */
  public ScriptedRemote elseFail() {
    strict = true;
    return this;
  }

  /** A command that no rule matches exits 0 and prints nothing. */
  public ScriptedRemote elseSucceed() {
    strict = false;
    return this;
  }

  /** From now on every command and every file fails, as on a host that went away. */
  public ScriptedRemote goesDown() {
    Diagnostic reason = Diagnostic.error("unreachable", host + " is down", "scripted");
    down = Optional.of(new RemoteException(reason.onHost(host.value()), true));
    return this;
  }

  /** Answers again after {@link #goesDown}. */
  public ScriptedRemote comesBack() {
    down = Optional.empty();
    return this;
  }

  @Override
  public HostName host() {
    return host;
  }

  @Override
  public Optional<String> hostKey() {
    return Optional.of("ssh-ed25519 scripted-" + host);
  }

  @Override
  public synchronized CommandResult run(Command command) throws RemoteException {
    failWhenDown();
    commands.add(command);
    for (Rule rule : rules) {
      if (rule.when().test(command)) {
        return rule.then();
      }
    }
    if (strict) {
      throw new AssertionError("unexpected command on " + host + ": " + line(command));
    }
    return new CommandResult(0, "", "");
  }

  @Override
  public synchronized void put(RemoteFile file) throws RemoteException {
    failWhenDown();
    puts.add(file);
  }

  private void failWhenDown() throws RemoteException {
    if (down.isPresent()) {
      throw down.get();
    }
  }

  /** Every command that was run, in order. */
  public synchronized List<Command> commands() {
    return List.copyOf(commands);
  }

  /** Every command that was run, in order, its arguments joined by spaces. */
  public synchronized List<String> lines() {
    return commands.stream().map(ScriptedRemote::line).toList();
  }

  /** Every file that was put, in order. */
  public synchronized List<RemoteFile> puts() {
    return List.copyOf(puts);
  }

  /** The last content of every file that was put as text, by path. */
  public synchronized SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    for (RemoteFile file : puts) {
      if (file.content() instanceof Content.Text(String text)) {
        texts.put(file.path(), text);
      }
    }
    return texts;
  }

  /** A command's arguments joined by spaces: for matching and for messages only. */
  private static String line(Command command) {
    return String.join(" ", command.argv());
  }

  /** The second half of a rule. */
  public final class Answer {
    private final Predicate<Command> match;

    private Answer(Predicate<Command> match) {
      this.match = match;
    }

    /** Exits with this status and prints nothing. */
    public ScriptedRemote exits(int status) {
      return answers(new CommandResult(status, "", ""));
    }

    /** Exits 0 and prints this. */
    public ScriptedRemote prints(String stdout) {
      return answers(new CommandResult(0, stdout, ""));
    }

    /** Exits with this status and complains. */
    public ScriptedRemote fails(int status, String stderr) {
      return answers(new CommandResult(status, "", stderr));
    }

    /** Answers this. */
    public ScriptedRemote answers(CommandResult result) {
      rules.add(new Rule(match, result));
      return ScriptedRemote.this;
    }
  }
}
