package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.providers.kubeadm.EncryptionWiring;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of the ways that a keyring goes. Each phase is recorded before the first machine is
 * changed for it, and ends when every API server works by it:
 *
 * <ol>
 *   <li>a key is made and recorded;
 *   <li>every control plane can read by it; API servers that are not told of the file yet are, one
 *       after another;
 *   <li>every control plane writes by it;
 *   <li>every object is written anew, and every value in etcd looked at;
 *   <li>the old key goes.
 * </ol>
 */
final class Ways {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Ten thousand objects take a minute or so; a million may. */
  private static final Duration LONGEST = Duration.ofHours(3);

  private final KeyWork work;
  private final EncryptionKeySpec spec;
  private final List<String> hosts;
  private final Refs refs;
  private final List<Step> steps = new ArrayList<>();

  /** Ends the names of steps of every way but the first. */
  private String suffix = "";

  private boolean written;

  /** What steps wait for of other resources: the machines, and the cluster as a whole. */
  record Refs(List<StepRef> nodes, List<StepRef> cluster) {
    Refs {
      nodes = List.copyOf(nodes);
      cluster = List.copyOf(cluster);
    }
  }

  Ways(KeyWork work, EncryptionKeySpec spec, List<String> hosts, Refs refs) {
    this.work = work;
    this.spec = spec;
    this.hosts = List.copyOf(hosts);
    this.refs = refs;
  }

  /** Goes the ways of a course to their ends. */
  List<Step> go(Course course, List<String> untold) {
    for (KeyRing ring : course.rings()) {
      begin(ring);
      boolean whole = ring.phase() == Phase.ADDED;
      if (whole) {
        write("add", Phase.ADDED);
        reach(Phase.ADDED, untold);
      }
      if (ring.phase() != Phase.VERIFIED) {
        write("promote", Phase.PROMOTED);
        reach(Phase.PROMOTED, whole ? List.of() : untold);
        rewrite();
      }
      write("remove", Phase.REMOVED);
      end();
      suffix = "-" + (ring.revision() + 1);
    }
    return steps;
  }

  /** Mends control planes whose files or API servers are not as they were left. */
  List<Step> mend(List<String> changed, List<String> untold) {
    changed.forEach(
        host -> steps.add(writing(host, EncryptionWiring.writeStep(host), Phase.REMOVED, true)));
    written = true;
    if (!changed.isEmpty()) {
      tell(untold);
      inTurn("loaded", "waiting for API servers to work by the file", LONG)
          .act(context -> new AwaitLoaded(work).run(hosts, context));
    }
    return steps;
  }

  /** Takes the files off a machine that is no control plane any more. */
  Step forget(String host) {
    return Step.on(
            new HostName(host),
            "forget:" + host,
            "taking the keys off the machine",
            _ -> new WriteFiles(work, host).remove())
        .byHost();
  }

  /** Takes away what a run left that was cut off before anything was encrypted. */
  List<Step> clean() {
    hosts.forEach(host -> steps.add(forget(host)));
    return steps;
  }

  /** Back to a cluster that encrypts nothing. */
  List<Step> back(Course course) {
    inTurn("begin", "looking how far the cluster is", LONG)
        .act(context -> new Return(work, hosts).begin(course.rings().getLast(), context));
    write("add", Phase.ADDED);
    reach(Phase.ADDED, List.of());
    write("promote", Phase.PROMOTED);
    reach(Phase.PROMOTED, List.of());
    rewrite();
    inTurn("configure", "keeping in the cluster that nothing is encrypted", LONG)
        .act(_ -> new Return(work, hosts).keep());
    for (String host : hosts) {
      inTurn("untell:" + host, host, "telling the API server of no encryption", LONG)
          .act(_ -> new Return(work, hosts).untell(host));
    }
    return clean();
  }

  private void begin(KeyRing ring) {
    inTurn(
            "begin" + suffix,
            ring.lacksKey() ? "making " + ring.to().writer() : "recording what is begun",
            LONG)
        .act(context -> new MakeKey(work, spec).run(ring, context));
  }

  /** The file of a phase on every control plane; the first such steps have the name others know. */
  private void write(String name, Phase phase) {
    for (String host : hosts) {
      String id = written ? name + suffix + ":" + host : EncryptionWiring.writeStep(host);
      steps.add(writing(host, id, phase, phase == Phase.REMOVED));
    }
    written = true;
  }

  private Step writing(String host, String id, Phase phase, boolean last) {
    List<StepRef> own =
        refs.nodes().stream().filter(ref -> ref.address().name().equals(host)).toList();
    return Step.on(
            new HostName(host),
            id,
            "writing the file with the keys",
            context -> {
              if (work.ring().phase().compareTo(phase) > 0) {
                return;
              }
              KeyRing ring = last ? work.ring().settled(spec.retain()) : work.ring().in(phase);
              Deployed.Sums sums = new WriteFiles(work, host).write(ring, context);
              if (last) {
                context.output(
                    EncryptionKeySteps.output(host),
                    Deployed.expected(ring.revision(), Optional.of(sums)));
              }
            })
        .after(own)
        .byHost();
  }

  /** Every API server works by the file of a phase; then the next one is recorded. */
  private void reach(Phase phase, List<String> untold) {
    tell(untold);
    boolean added = phase == Phase.ADDED;
    inTurn(
            (added ? "added" : "promoted") + suffix,
            "waiting for API servers to " + (added ? "read" : "write") + " by the new key",
            LONG)
        .act(
            context -> {
              if (work.ring().phase().compareTo(phase) <= 0) {
                new AwaitLoaded(work).run(hosts, context);
                if (added) {
                  new Rewriting(work).check();
                }
                work.now(work.ring().in(added ? Phase.PROMOTED : Phase.REWRITING), context);
              }
            });
  }

  /** One API server after another is told of the file, where it is not yet. */
  private void tell(List<String> untold) {
    if (untold.isEmpty()) {
      return;
    }
    inTurn("configure" + suffix, "keeping in the cluster that its objects are encrypted", LONG)
        .act(_ -> work.cluster().keep(true));
    for (String host : untold) {
      inTurn("tell" + suffix + ":" + host, host, "telling the API server of the file", LONG)
          .act(
              _ -> {
                if (!work.cluster().isTold(host)) {
                  work.cluster().tell(host, true);
                }
              });
    }
  }

  private void rewrite() {
    inTurn("rewrite" + suffix, "writing every object anew", LONGEST)
        .act(
            context -> {
              if (work.ring().phase().compareTo(Phase.REWRITING) <= 0) {
                new Rewriting(work).rewrite(spec.rewrite().workers(), context);
              }
            });
    inTurn("verify" + suffix, "looking at every value in etcd", LONGEST)
        .act(
            context -> {
              if (work.ring().phase().compareTo(Phase.REWRITING) <= 0) {
                new Rewriting(work).verify(context);
                work.now(work.ring().in(Phase.VERIFIED), context);
              }
            });
  }

  private void end() {
    inTurn("removed" + suffix, "waiting for API servers to forget the old key", LONG)
        .act(
            context -> {
              new AwaitLoaded(work).run(hosts, context);
              work.now(work.ring().settled(spec.retain()), context);
            });
  }

  private Draft inTurn(String id, String title, Duration limit) {
    return new Draft(id, title, Optional.empty(), limit);
  }

  private Draft inTurn(String id, String host, String title, Duration limit) {
    return new Draft(id, title, Optional.of(new HostName(host)), limit);
  }

  /** What a step in its turn does; all but those that make keys wait for the cluster. */
  @FunctionalInterface
  private interface Work {
    void run(StepContext context) throws StepException, InterruptedException;
  }

  private final class Draft {
    private final String id;
    private final String title;
    private final Optional<HostName> host;
    private final Duration limit;

    Draft(String id, String title, Optional<HostName> host, Duration limit) {
      this.id = id;
      this.title = title;
      this.host = host;
      this.limit = limit;
    }

    void act(Work action) {
      List<StepRef> waits = written ? refs.cluster() : List.of();
      steps.add(new Step(id, title, host, Step.Order.IN_TURN, waits, limit, 2, action::run));
    }
  }
}
