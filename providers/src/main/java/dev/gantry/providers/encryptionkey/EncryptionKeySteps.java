package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kinds.controlplane.ControlPlaneKind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Turns a change into steps. They follow from the keyring as it is recorded and as it is to be: a
 * change in place, a replacement that a person asked for, and what a run left half-done are the
 * same ways ({@link Course}).
 */
final class EncryptionKeySteps {
  private static final String HOST = "host ";

  private final Tools tools;
  private final Subject<EncryptionKeySpec> subject;
  private final Value.Fields recorded;
  private final Optional<KeyRing> ring;

  EncryptionKeySteps(Tools tools, Subject<EncryptionKeySpec> subject) {
    this.tools = tools;
    this.subject = subject;
    this.recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
    this.ring = KeyRing.of(recorded).flatMap(KeyRing::begun);
  }

  /** The name under which a step tells of a control plane. */
  static String output(String host) {
    return HOST + host;
  }

  /** The control plane that an output is of. */
  static Optional<String> host(String output) {
    return output.startsWith(HOST)
        ? Optional.of(output.substring(HOST.length()))
        : Optional.empty();
  }

  List<Step> of(Change change) {
    return switch (change) {
      case Change.Create create -> apply(Value.Fields.empty(), create.after());
      case Change.Update update -> apply(update.before(), update.after());
      case Change.Replace replace -> apply(replace.before(), replace.after());
      case Change.Delete delete -> remove(delete.before());
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  private List<Step> apply(Value.Fields before, Value.Fields after) {
    List<String> hosts = EncryptionKeyKind.hosts(subject.spec(), subject.desired());
    Course course = course(after);
    Ways ways = new Ways(new KeyWork(tools, subject, ring), subject.spec(), hosts, refs(hosts));
    List<Step> steps = new ArrayList<>();
    if (course.isNothing()) {
      steps.addAll(ways.mend(changed(before, after), untold(before, hosts)));
    } else {
      boolean fromTheStart =
          ring.isEmpty() && course.rings().getFirst().from().equals(course.rings().getFirst().to());
      steps.addAll(ways.go(course, fromTheStart ? List.of() : untold(before, hosts)));
    }
    SortedSet<String> former = new TreeSet<>(before.fields(Deployed.NAME).entries().keySet());
    former.removeAll(hosts);
    former.stream()
        .filter(this::isKnown)
        .forEach(host -> steps.add(ways.forget(host).after(List.of(milestone("reset:" + host)))));
    return steps;
  }

  /** The ways of the plan, found again: whether another key is meant shows in the revision. */
  private Course course(Value.Fields after) {
    Optional<KeyRing> wanted = KeyRing.of(after);
    boolean fromTheStart = wanted.filter(it -> it.from().equals(it.to())).isPresent();
    Course calm = Course.towards(subject.spec(), ring, false, fromTheStart);
    int revision = wanted.map(KeyRing::revision).orElse(0);
    if (calm.last().revision() == revision) {
      return calm;
    }
    if (ring.isPresent() && revision == ring.get().revision()) {
      return ring.get().isAtRest()
          ? new Course(List.of(), ring.get())
          : new Course(List.of(ring.get()), ring.get().settled(subject.spec().retain()));
    }
    return Course.towards(subject.spec(), ring, true, fromTheStart);
  }

  private static List<String> changed(Value.Fields before, Value.Fields after) {
    List<String> changed = new ArrayList<>();
    after
        .fields(Deployed.NAME)
        .entries()
        .forEach(
            (host, wanted) -> {
              if (!before.fields(Deployed.NAME).find(host).equals(Optional.of(wanted))) {
                changed.add(host);
              }
            });
    return changed;
  }

  /** Those whose API server is not known to be told of the file. */
  private static List<String> untold(Value.Fields before, List<String> hosts) {
    return hosts.stream()
        .filter(
            host -> {
              String state = before.fields(Deployed.NAME).fields(host).text("state").orElse("");
              return state.isEmpty() || state.equals(Deployed.NOT_TOLD);
            })
        .toList();
  }

  private List<Step> remove(Value.Fields before) {
    SortedSet<String> hosts = new TreeSet<>(before.fields(Deployed.NAME).entries().keySet());
    hosts.addAll(EncryptionKeyKind.hosts(subject.spec(), subject.known()));
    hosts.removeIf(host -> !isKnown(host));
    List<String> known = List.copyOf(hosts);
    Ways ways = new Ways(new KeyWork(tools, subject, ring), subject.spec(), known, refs(known));
    return ring.isEmpty() ? ways.clean() : ways.back(Course.back(ring.get()));
  }

  private boolean isKnown(String host) {
    return subject.known().all(NodeKind.KIND).containsKey(host);
  }

  /**
   * What steps wait for: a file for its machine alone, since an API server that is to encrypt does
   * not start before it is there; everything else for the whole cluster.
   */
  private Ways.Refs refs(List<String> hosts) {
    boolean stays =
        subject.desired().all(ControlPlaneKind.KIND).containsKey(subject.spec().controlPlane());
    List<StepRef> nodes = new ArrayList<>();
    if (stays) {
      hosts.forEach(
          host -> nodes.add(new StepRef(new ResourceAddress(NodeKind.KIND.name(), host), "whole")));
    }
    return new Ways.Refs(nodes, stays ? List.of(milestone("whole")) : List.of());
  }

  private StepRef milestone(String step) {
    return new StepRef(
        new ResourceAddress(ControlPlaneKind.KIND.name(), subject.spec().controlPlane()), step);
  }
}
