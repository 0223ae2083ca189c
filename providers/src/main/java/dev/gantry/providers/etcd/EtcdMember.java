package dev.gantry.providers.etcd;

import dev.gantry.resources.address.HostName;
import java.util.List;
import java.util.Optional;

/**
 * A member of etcd, and what it says of itself.
 *
 * @param id in hex, as etcdctl takes it
 * @param name empty for one that was added and never started
 * @param host the machine, where it is known
 * @param urls by which others reach it
 * @param learner whether it follows without a vote
 * @param answer what it says of itself, or why it says nothing
 */
public record EtcdMember(
    String id, String name, Optional<HostName> host, Urls urls, boolean learner, Answer answer) {

  /** By which other members and by which clients reach it. */
  public record Urls(List<String> peer, List<String> client) {
    public Urls {
      peer = List.copyOf(peer);
      client = List.copyOf(client);
    }
  }

  /** What came of asking a member. */
  public sealed interface Answer {}

  /** It said nothing; a reason in a few words. */
  public record Silent(String reason) implements Answer {}

  /**
   * It said how it is.
   *
   * @param leader the id of the member that it follows, in hex; empty where it knows none
   * @param dbSize of its database file, in bytes
   * @param errors what it complains of, alarms among them
   */
  public record Said(
      String version, Optional<String> leader, long dbSize, long raftIndex, List<String> errors)
      implements Answer {
    public Said {
      errors = List.copyOf(errors);
    }
  }

  /** Whether it answers, and works together with others. */
  public boolean isHealthy() {
    return answer instanceof Said said && said.leader().isPresent();
  }

  /** Whether it is the one that the others follow. */
  public boolean isLeader() {
    return answer instanceof Said said && said.leader().equals(Optional.of(id));
  }

  /** How people call it. */
  public String title() {
    return name.isEmpty() ? id : name;
  }

  /** How it is, in a few words. */
  public String health() {
    return switch (answer) {
      case Silent(String reason) -> reason;
      case Said said -> said.leader().isPresent() ? "healthy" : "has no leader";
    };
  }

  /** What it raised, such as {@code NOSPACE}: etcd refuses writes until that is mended. */
  public List<String> alarms() {
    return switch (answer) {
      case Silent _ -> List.of();
      case Said said -> said.errors().stream().flatMap(text -> alarm(text).stream()).toList();
    };
  }

  /** etcd lists an alarm among its errors as {@code memberID:1 alarm:NOSPACE }. */
  private static Optional<String> alarm(String error) {
    int at = error.indexOf("alarm:");
    return at < 0 ? Optional.empty() : Optional.of(error.substring(at + "alarm:".length()).strip());
  }
}
