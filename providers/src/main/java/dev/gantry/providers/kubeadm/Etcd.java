package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Shell;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kube.Kubectl;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.state.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The local etcd of a cluster, by etcdctl in a member's own container. */
final class Etcd {
  private static final List<String> ETCDCTL =
      List.of(
          "etcdctl",
          "--endpoints=https://127.0.0.1:2379",
          "--cacert=/etc/kubernetes/pki/etcd/ca.crt",
          "--cert=/etc/kubernetes/pki/etcd/server.crt",
          "--key=/etc/kubernetes/pki/etcd/server.key");

  private final ClusterWork work;

  Etcd(ClusterWork work) {
    this.work = work;
  }

  /**
   * A member.
   *
   * @param id in hex, as etcdctl takes it
   * @param name empty for one that was added and never started
   */
  record Member(String id, String name, List<String> peerUrls, boolean learner) {
    Member {
      peerUrls = List.copyOf(peerUrls);
    }

    boolean isAt(String address) {
      String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
      return peerUrls.contains("https://" + host + ":2380");
    }
  }

  List<Member> members() throws StepException, InterruptedException {
    List<Member> members = new ArrayList<>();
    for (JsonNode member :
        Json.parse(must("listing etcd's members", "member", "list", "-w", "json"))
            .path("members")
            .values()) {
      List<String> urls = new ArrayList<>();
      member.path("peerURLs").values().forEach(url -> urls.add(url.asString()));
      members.add(
          new Member(
              Long.toHexString(member.path("ID").bigIntegerValue().longValue()),
              member.path("name").asString(""),
              urls,
              member.path("isLearner").asBoolean(false)));
    }
    return members;
  }

  /** Removes the member of an address, where there is one; quorum is guarded. */
  void remove(String address) throws StepException, InterruptedException {
    List<Member> members = members();
    Optional<Member> leaving = members.stream().filter(member -> member.isAt(address)).findFirst();
    if (leaving.isEmpty()) {
      return;
    }
    if (!leaving.get().learner()) {
      guard(members, leaving.get());
    }
    must("removing a member of etcd", "member", "remove", leaving.get().id());
  }

  /** Law 15: what stays healthy must be a majority of what was, and of what is left. */
  private void guard(List<Member> members, Member leaving)
      throws StepException, InterruptedException {
    List<String> sick = new ArrayList<>();
    int healthy = 0;
    for (Member member : members) {
      if (member.learner() || member.equals(leaving)) {
        continue;
      }
      if (isHealthy(member)) {
        healthy++;
      } else {
        sick.add(member.name());
      }
    }
    long voters = members.stream().filter(member -> !member.learner()).count();
    long left = voters - 1;
    if (left < 1 || healthy < left / 2 + 1) {
      throw new StepException(
          Diagnostic.error(
              "etcd-quorum",
              "etcd would lose its quorum",
              "Of "
                  + voters
                  + " members "
                  + healthy
                  + " would be left healthy"
                  + (sick.isEmpty() ? "" : " (not answering: " + String.join(", ", sick) + ")")
                  + ", and a majority is needed. Mend the others first, or add a control plane."),
          false);
    }
  }

  private boolean isHealthy(Member member) throws StepException, InterruptedException {
    String url =
        member.peerUrls().isEmpty() ? "" : member.peerUrls().getFirst().replaceFirst(":2380$", "");
    return run("--endpoints=" + url + ":2379", "endpoint", "health", "--command-timeout=5s").ok();
  }

  String must(String doing, String... arguments) throws StepException, InterruptedException {
    CommandResult result = run(arguments);
    if (!result.ok()) {
      throw new StepException(
          Diagnostic.error(
              "etcd-failed",
              doing + " failed",
              result.stderr().strip() + "\nSee the log of etcd on the control planes."),
          true);
    }
    return result.stdout();
  }

  private CommandResult run(String... arguments) throws StepException, InterruptedException {
    ApiServer server = work.api().serving();
    String node = work.cluster().node(server.host().value()).nodeName();
    List<String> command =
        new ArrayList<>(
            List.of("exec", "--namespace=kube-system", "etcd-" + node, "--quiet", "--"));
    command.addAll(ETCDCTL);
    for (String argument : arguments) {
      if (argument.startsWith("--endpoints=")) {
        command.remove("--endpoints=https://127.0.0.1:2379");
      }
      command.add(argument);
    }
    Command run = Kubectl.at(server, command, Optional.empty()).within(Duration.ofSeconds(60));
    return new Shell(work.workbench().remotes().on(server.host())).run(run);
  }
}
