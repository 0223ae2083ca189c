package dev.gantry.providers.vip;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The steps of every change of a VIP: look at the segment, put the members in order that differ,
 * give former members back, wait until the VIP is in force. No other host is touched. Hosts are
 * worked on at once, but members of an address that is in use are configured in turn: what breaks
 * the first one leaves the others as they are.
 */
final class VipSteps {
  private final Remotes remotes;
  private final Function<Remote, Ledger> ledgers;
  private final PasswordSource secrets;

  VipSteps(Remotes remotes, Function<Remote, Ledger> ledgers, PasswordSource secrets) {
    this.remotes = remotes;
    this.ledgers = ledgers;
    this.secrets = secrets;
  }

  List<Step> of(Subject<VipSpec> subject, Change change) {
    return switch (change) {
      case Change.Create create -> create(subject, create.after());
      case Change.Update update -> update(subject, update.before(), update.after());
      case Change.Replace replace -> {
        List<Step> steps = remove(subject, replace.before());
        steps.addAll(create(subject, replace.after()));
        yield steps;
      }
      case Change.Delete delete -> remove(subject, delete.before());
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  private List<Step> create(Subject<VipSpec> subject, Value.Fields after) {
    if (!VipChange.isCarried(after)) {
      return List.of();
    }
    SortedSet<String> all = new TreeSet<>(VipChange.nodes(after));
    return work(subject, VipChange.nodes(after), all, new TreeSet<>(), true, false);
  }

  private List<Step> update(Subject<VipSpec> subject, Value.Fields before, Value.Fields after) {
    if (!VipChange.isCarried(after)) {
      return List.of();
    }
    return work(
        subject,
        VipChange.nodes(after),
        VipChange.touched(before, after),
        VipChange.former(before, after),
        VipChange.movesOnSegment(before, after),
        true);
  }

  private List<Step> work(
      Subject<VipSpec> subject,
      List<String> nodes,
      SortedSet<String> touched,
      SortedSet<String> former,
      boolean segment,
      boolean inUse) {
    List<Step> steps = new ArrayList<>();
    if (touched.isEmpty() && former.isEmpty()) {
      return steps;
    }
    if (segment && !touched.isEmpty()) {
      steps.add(segmentStep(subject, new HostName(nodes.getFirst()), former));
    }
    for (String node : nodes) {
      if (touched.contains(node)) {
        steps.add(installStep(subject, new HostName(node)));
      }
    }
    for (String node : nodes) {
      if (touched.contains(node)) {
        Step configure = configureStep(subject, new HostName(node));
        steps.add(inUse ? configure : configure.byHost());
      }
    }
    former.forEach(node -> steps.add(removeStep(subject, new HostName(node))));
    String one = touched.isEmpty() ? former.first() : touched.first();
    steps.add(acceptanceStep(subject, new HostName(one)));
    return steps;
  }

  private List<Step> remove(Subject<VipSpec> subject, Value.Fields before) {
    List<Step> steps = new ArrayList<>();
    if (VipChange.isCarried(before)) {
      SortedSet<String> hosts = new TreeSet<>(VipChange.nodes(before));
      hosts.addAll(before.fields("hosts").entries().keySet());
      hosts.retainAll(subject.known().all(NodeKind.KIND).keySet());
      hosts.forEach(node -> steps.add(removeStep(subject, new HostName(node))));
    }
    return steps;
  }

  private Step segmentStep(Subject<VipSpec> subject, HostName host, SortedSet<String> former) {
    return Step.on(
            host,
            "check-segment:" + host,
            "listening for other routers on the segment",
            context -> {
              Layout layout = layout(subject, context);
              Member self = VipChange.member(layout, host);
              List<String> own = new ArrayList<>();
              layout.members().forEach(member -> own.add(member.address()));
              subject
                  .known()
                  .all(NodeKind.KIND)
                  .forEach(
                      (name, node) -> {
                        if (former.contains(name)) {
                          own.add(node.address());
                        }
                      });
              boolean held = isHeld(layout);
              SegmentCheck.run(
                  layout, shell(host), seat(layout, self, context), own, !held, context);
            })
        .within(Duration.ofMinutes(1));
  }

  /** Whether a member has the address already, as after a run that was cut off. */
  private boolean isHeld(Layout layout) throws StepException, InterruptedException {
    InetAddress vip = InetAddress.ofLiteral(layout.spec().address());
    for (Member member : layout.members()) {
      String addresses = shell(member.host()).must("", "ip", "-o", "address", "show").stdout();
      if (HostFacts.addresses(addresses).stream().anyMatch(at -> at.ip().equals(vip))) {
        return true;
      }
    }
    return false;
  }

  private Step installStep(Subject<VipSpec> subject, HostName host) {
    return Step.on(
            host,
            "install-packages:" + host,
            "installing haproxy and keepalived",
            context ->
                memberStep(subject, host)
                    .install(layout(subject, context).spec().packages(), context))
        .byHost();
  }

  private Step configureStep(Subject<VipSpec> subject, HostName host) {
    return Step.on(
        host,
        "configure:" + host,
        "configuring haproxy and keepalived",
        context -> {
          Layout layout = layout(subject, context);
          Member self = VipChange.member(layout, host);
          memberStep(subject, host).configure(layout, self, seat(layout, self, context), context);
        });
  }

  private Step removeStep(Subject<VipSpec> subject, HostName host) {
    return Step.on(
            host,
            "remove:" + host,
            "giving the host back as it was",
            context ->
                new FormerMemberStep(
                        subject.address(), shell(host), ledgers.apply(remotes.on(host)))
                    .run(context))
        .byHost();
  }

  /** It looks at all members; it runs on one that is worked on, because others are left alone. */
  private Step acceptanceStep(Subject<VipSpec> subject, HostName host) {
    return Step.on(
            host,
            "verify",
            "waiting for the address to answer",
            context -> {
              Layout layout = layout(subject, context);
              Map<Member, Shell> members = new LinkedHashMap<>();
              layout.members().forEach(member -> members.put(member, shell(member.host())));
              new Acceptance(layout, members).run(context);
            })
        .within(Duration.ofMinutes(2));
  }

  private MemberStep memberStep(Subject<VipSpec> subject, HostName host) {
    Remote remote = remotes.on(host);
    return new MemberStep(subject.address(), new Shell(remote), ledgers.apply(remote), secrets);
  }

  private Shell shell(HostName host) {
    return new Shell(remotes.on(host));
  }

  /** The layout as of now: every reference is known by the time that a step runs. */
  private static Layout layout(Subject<VipSpec> subject, StepContext context) {
    return Layout.of(
        subject.address().name(),
        SpecReader.read(VipSpec.class, context.after()),
        subject.desired().all(NodeKind.KIND));
  }

  /** The interface that the plan chose; chosen now where the plan could not know it. */
  private String seat(Layout layout, Member self, StepContext context)
      throws StepException, InterruptedException {
    var planned = context.after().fields("hosts").fields(self.host().value()).text("interface");
    if (planned.isPresent()) {
      return planned.get();
    }
    String addresses = shell(self.host()).must("", "ip", "-o", "address", "show").stdout();
    HostFacts facts =
        new HostFacts(
            HostFacts.addresses(addresses),
            Collections.emptySortedMap(),
            Collections.emptySortedMap());
    return switch (Seat.choose(layout, self, facts)) {
      case Seat.On(String networkInterface) -> networkInterface;
      case Seat.None(var reason) -> throw new StepException(reason, false);
    };
  }
}
