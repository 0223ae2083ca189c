package dev.gantry.providers.etcd;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.address.HostName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The members of a cluster's own etcd, each as it says of itself on its own machine.
 *
 * @param members in the order of their names
 * @param agreed whether the list is one that a quorum agreed on; else it is one member's own
 */
public record EtcdStatus(List<EtcdMember> members, boolean agreed) {
  /** The command of {@link #request} within a probe. */
  public static final String NAME = "etcd-members";

  /** Machines where no etcd runs end the program so. */
  private static final int NONE = 46;

  private static final String PROGRAM =
      Scripts.beside(EtcdStatus.class, "own-etcd.sh")
          + Scripts.beside(EtcdStatus.class, "members.sh");

  public EtcdStatus {
    members = List.copyOf(members);
  }

  /** The command that asks a control plane; it only reads. */
  public static List<String> command() {
    return List.of("/bin/sh", "-c", PROGRAM, "sh");
  }

  /** What a control plane is asked, by itself. */
  public static ProbeRequest request() {
    return new ProbeRequest(
        new TreeSet<>(), new TreeSet<>(), new TreeMap<>(Map.of(NAME, command())));
  }

  /**
   * Reads what all control planes said.
   *
   * @param nodeNames by machine: kubeadm gives a member the name of its node
   * @return no members where no control plane told of any
   */
  public static EtcdStatus of(
      SortedMap<HostName, HostReading> readings, SortedMap<HostName, String> nodeNames) {
    SortedMap<HostName, EtcdAnswer> answers = new TreeMap<>();
    readings.forEach((host, reading) -> answer(reading).ifPresent(it -> answers.put(host, it)));
    SortedMap<HostName, String> silent = reasons(readings);
    Optional<EtcdAnswer> newest =
        answers.values().stream()
            .filter(answer -> !answer.listed().isEmpty())
            .max(Comparator.comparingLong(answer -> answer.said().raftIndex()));
    List<EtcdMember> members = new ArrayList<>();
    newest.ifPresent(
        known ->
            known
                .listed()
                .forEach(member -> members.add(with(member, answers, silent, nodeNames))));
    members.sort(Comparator.comparing(EtcdMember::title).thenComparing(EtcdMember::id));
    return new EtcdStatus(members, answers.values().stream().anyMatch(EtcdAnswer::hasLeader));
  }

  private static EtcdMember with(
      EtcdMember listed,
      SortedMap<HostName, EtcdAnswer> answers,
      SortedMap<HostName, String> silent,
      SortedMap<HostName, String> nodeNames) {
    for (var answer : answers.entrySet()) {
      if (answer.getValue().id().equals(listed.id())) {
        return found(listed, Optional.of(answer.getKey()), answer.getValue().said());
      }
    }
    Optional<HostName> host =
        nodeNames.entrySet().stream()
            .filter(node -> node.getValue().equals(listed.name()))
            .map(Map.Entry::getKey)
            .findFirst();
    String reason =
        host.flatMap(it -> Optional.ofNullable(silent.get(it)))
            .orElse(listed.name().isEmpty() ? "never started" : "is on no known machine");
    return found(listed, host, new EtcdMember.Silent(reason));
  }

  private static EtcdMember found(
      EtcdMember listed, Optional<HostName> host, EtcdMember.Answer answer) {
    return new EtcdMember(
        listed.id(), listed.name(), host, listed.urls(), listed.learner(), answer);
  }

  private static Optional<EtcdAnswer> answer(HostReading reading) {
    return reading instanceof HostReading.Answered answered
        ? EtcdAnswer.parse(KeyedLines.of(answered, NAME))
        : Optional.empty();
  }

  /** Why machines told of no member, of those that did not. */
  public static SortedMap<HostName, String> reasons(SortedMap<HostName, HostReading> readings) {
    SortedMap<HostName, String> reasons = new TreeMap<>();
    readings.forEach(
        (host, reading) -> {
          if (answer(reading).isEmpty()) {
            reasons.put(host, reason(reading));
          }
        });
    return reasons;
  }

  /** Why a machine told of no member, in a few words. */
  private static String reason(HostReading reading) {
    return switch (reading) {
      case HostReading.Silent(var why) -> why.summary();
      case HostReading.Answered answered ->
          answered
              .command(NAME)
              .map(output -> output.exit() == NONE ? "does not run" : said(output))
              .orElse("was not asked");
    };
  }

  private static String said(HostReading.Output output) {
    String said = output.stderr().strip();
    return said.isEmpty() ? "does not answer" : said.substring(said.lastIndexOf('\n') + 1);
  }

  /** Members that have a vote. */
  public List<EtcdMember> voters() {
    return members.stream().filter(member -> !member.learner()).toList();
  }

  /** How many members must work together for anything to be written. */
  public int quorum() {
    return quorum(voters());
  }

  static int quorum(Collection<EtcdMember> voters) {
    return voters.size() / 2 + 1;
  }

  /** How many members with a vote are well. */
  public int healthy() {
    return (int) voters().stream().filter(EtcdMember::isHealthy).count();
  }

  /** How many more may fail before nothing can be written; below zero nothing can be already. */
  public int spare() {
    return healthy() - quorum();
  }

  /** Whether every member votes, is well and has raised no alarm. */
  public boolean isWell() {
    return !members.isEmpty()
        && members.stream()
            .allMatch(
                member -> member.isHealthy() && !member.learner() && member.alarms().isEmpty());
  }
}
