package dev.gantry.providers.etcd;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.etcd.RestoringMember.Stage;
import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Scripts;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** What the steps of a restore do, and what they share. Safe for use by several threads. */
final class RestoreWork {
  private static final String FOLDER = "/var/lib/gantry/etcd-restore";
  private static final String PROGRAM = Scripts.beside(RestoreWork.class, "restore.sh");
  private static final String AWAIT_ETCD = Scripts.beside(RestoreWork.class, "await-etcd.sh");
  private static final String AWAIT_API = Scripts.beside(RestoreWork.class, "await-api.sh");
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final String AGAIN =
      "Run the same `gantry etcd restore` again: it goes on where this one ended.";

  private final Remotes remotes;
  private final SnapshotFile file;
  private final List<HostName> hosts;
  private final String stamp;
  private final SortedMap<HostName, RestoringMember> members = new ConcurrentSkipListMap<>();

  RestoreWork(Remotes remotes, SnapshotFile file, List<HostName> hosts) {
    this.remotes = remotes;
    this.file = file;
    this.hosts = List.copyOf(hosts);
    this.stamp = file.sha256().substring(0, 8);
  }

  private Shell shell(HostName host) {
    return new Shell(remotes.on(host));
  }

  private CommandResult run(HostName host, String what, String... more)
      throws StepException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(what, file.sha256()));
    arguments.addAll(Arrays.asList(more));
    return must(host, "etcd restore: " + what, Command.script(PROGRAM, arguments));
  }

  private CommandResult must(HostName host, String what, Command command)
      throws StepException, InterruptedException {
    CommandResult result = shell(host).run(command.within(LIMIT));
    if (!result.ok()) {
      throw shell(host).failed(what, result, AGAIN);
    }
    return result;
  }

  /** Brings the snapshot to a machine and asks what its member is called. */
  void send(HostName host, StepContext context) throws StepException, InterruptedException {
    shell(host)
        .put(
            new RemoteFile(
                FOLDER + "/snapshot.db", new Content.LocalFile(file.path()), "0600", "root:root"));
    KeyedLines said = KeyedLines.parse(run(host, "prepare").stdout());
    RestoringMember member =
        RestoringMember.parse(said)
            .orElseThrow(
                () ->
                    refused(
                        "The manifest of etcd of " + host + " does not say enough",
                        "It needs --name, --initial-advertise-peer-urls and --data-dir."));
    members.put(host, member);
    said.first("status")
        .flatMap(SnapshotFacts::parse)
        .ifPresent(
            facts -> context.progress("revision " + facts.revision() + ", hash " + facts.hash()));
  }

  /** Finds out whether the machines can be one cluster, and how far an earlier run came. */
  void agree(StepContext context) throws StepException {
    SortedSet<String> names = new TreeSet<>();
    SortedSet<String> peers = new TreeSet<>();
    members
        .values()
        .forEach(
            member -> {
              names.add(member.name());
              peers.add(member.peer());
            });
    if (names.size() != hosts.size() || peers.size() != hosts.size()) {
      throw refused(
          "The members of etcd are not " + hosts.size() + " different ones",
          "Their manifests call them "
              + String.join(", ", names)
              + ", at "
              + String.join(", ", peers)
              + ".");
    }
    if (isDone()) {
      context.progress("an earlier run has restored all of them; its end is made good");
    }
  }

  /**
   * Whether every machine was restored already and only marks are left: marks are taken away when
   * all runs again, one machine at a time, and what was started is not to lose its data once more.
   * Before that, a machine that is not restored stands still as long as another is.
   */
  private boolean isDone() {
    boolean any = members.values().stream().anyMatch(it -> it.stage() == Stage.RESTORED);
    boolean running = members.values().stream().anyMatch(it -> it.stage() == Stage.RUNS);
    return any && running;
  }

  void stop(HostName host) throws StepException, InterruptedException {
    if (!isDone()) {
      run(host, "stop", stamp);
    }
  }

  void restore(HostName host, StepContext context) throws StepException, InterruptedException {
    if (isDone()) {
      return;
    }
    RestoringMember member = member(host);
    CommandResult result =
        run(
            host,
            "restore",
            member.name(),
            member.peer(),
            member.data(),
            initialCluster(),
            members.values().stream().allMatch(RestoringMember::bump) ? "bump" : "-");
    KeyedLines.parse(result.stdout())
        .first("kept")
        .ifPresent(kept -> context.progress("what was there is kept in " + kept));
  }

  private String initialCluster() {
    SortedMap<String, String> urls = new TreeMap<>();
    members.values().forEach(member -> urls.put(member.name(), member.peer()));
    return urls.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  private RestoringMember member(HostName host) throws StepException {
    RestoringMember member = members.get(host);
    if (member == null) {
      throw refused(host + " was not asked", AGAIN);
    }
    return member;
  }

  void startEtcd(HostName host) throws StepException, InterruptedException {
    run(host, "start", "etcd");
  }

  void healthy(StepContext context) throws StepException, InterruptedException {
    for (HostName host : hosts) {
      must(host, "waiting for etcd", Command.script(AWAIT_ETCD, List.of()));
    }
    context.condition("EtcdHealthy", Condition.Status.TRUE, "Restored", hosts.size() + " members");
  }

  void start(HostName host) throws StepException, InterruptedException {
    run(host, "start", "kube-apiserver", "kube-controller-manager", "kube-scheduler");
    must(host, "waiting for the API server", Command.script(AWAIT_API, List.of()));
  }

  /** Once more for all: the first to start had no others beside it. */
  void serving(StepContext context) throws StepException, InterruptedException {
    for (HostName host : hosts) {
      must(host, "waiting for the API server", Command.script(AWAIT_API, List.of()));
    }
    context.condition(
        "APIServerReady",
        Condition.Status.TRUE,
        "Ready",
        hosts.size() + " API servers answer on their own addresses");
  }

  void finish(HostName host) throws StepException, InterruptedException {
    run(host, "finish");
  }

  private static StepException refused(String summary, String detail) {
    return new StepException(Diagnostic.error("etcd-restore", summary, detail), false);
  }
}
