package dev.gantry.cli.command;

import dev.gantry.cli.run.Toolbox;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The clusters of a state, and their control planes. */
final class Clusters {
  private static final String KIND = ControlPlaneKind.KIND.name();

  private Clusters() {}

  /**
   * The cluster that was meant: the one that is named, with or without its kind, or the only one.
   *
   * @throws DiagnosticException when there is none, or several and none was named
   */
  static Recorded chosen(State state, Optional<String> typed) {
    if (typed.isPresent()) {
      String name = typed.get();
      return Addresses.recorded(
          state, Addresses.parse(name.contains("/") ? name : KIND + "/" + name));
    }
    List<Recorded> all =
        state.resources().values().stream()
            .filter(recorded -> recorded.address().kind().equals(KIND))
            .toList();
    if (all.size() != 1) {
      throw new DiagnosticException(
          Diagnostic.error(
              "no-such-cluster",
              all.isEmpty()
                  ? "The state has no ControlPlane"
                  : "The state has several ControlPlanes",
              all.isEmpty()
                  ? "A cluster is made by: gantry apply"
                  : "Name one of "
                      + String.join(
                          ", ",
                          all.stream()
                              .map(Recorded::address)
                              .map(ResourceAddress::toString)
                              .toList())
                      + "."));
    }
    return all.getFirst();
  }

  /** The machines of a cluster's control planes, sorted by name. */
  static List<HostName> controlPlanes(Recorded cluster) {
    var members = cluster.attributes().fields("members");
    return members.entries().keySet().stream()
        .filter(node -> members.fields(node).text("role").equals(Optional.of("control-plane")))
        .map(HostName::new)
        .toList();
  }

  /** The names of a cluster's control planes as nodes, by machine. */
  static SortedMap<HostName, String> nodeNames(Recorded cluster) {
    SortedMap<HostName, String> names = new TreeMap<>();
    for (HostName host : controlPlanes(cluster)) {
      names.put(
          host,
          cluster
              .attributes()
              .fields("members")
              .fields(host.value())
              .text("nodeName")
              .orElse(host.value()));
    }
    return names;
  }

  /**
   * The same cluster, when its etcd is on its control planes.
   *
   * @throws DiagnosticException code {@code external-etcd}, when it is not
   */
  static Recorded withOwnEtcd(Recorded cluster) {
    if (cluster.attributes().fields("etcd").text("mode").equals(Optional.of("external"))) {
      throw new DiagnosticException(
          Diagnostic.error(
                  "external-etcd",
                  cluster.address() + " has an external etcd",
                  "Gantry knows only the etcd that kubeadm sets up on control planes. Use the tools"
                      + " of whoever runs this one.")
              .at(cluster.address()));
    }
    return cluster;
  }

  /** What the first control plane answered on which the command went well. */
  record Answer(HostName host, CommandResult result) {}

  /**
   * Runs a command that only reads on one control plane after another, until it goes well.
   *
   * @throws DiagnosticException code {@code cluster-silent}, with what each of them said
   */
  static Answer ask(Toolbox.Hands hands, Recorded cluster, Command command)
      throws InterruptedException {
    List<String> reasons = new ArrayList<>();
    for (HostName host : controlPlanes(cluster)) {
      try {
        CommandResult result = hands.run(host, command);
        if (result.ok()) {
          return new Answer(host, result);
        }
        reasons.add(host + ": " + last(result));
      } catch (RemoteException away) {
        reasons.add(host + ": " + away.diagnostic().summary());
      }
    }
    throw new DiagnosticException(
        Diagnostic.error(
                "cluster-silent",
                "No control plane of " + cluster.address() + " answered",
                String.join("\n", reasons) + "\nSee `gantry plan` for how they are.")
            .at(cluster.address()));
  }

  private static String last(CommandResult result) {
    String said = (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip();
    return said.isEmpty()
        ? "exit status " + result.exit()
        : said.substring(said.lastIndexOf('\n') + 1);
  }
}
