package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.encryption.EtcdCount;
import dev.gantry.providers.encryption.StoredBy;
import dev.gantry.providers.encryption.StoredCount;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kubeadm.EncryptedCluster;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every object written anew by what is to write it, and every value in etcd looked at then. */
final class Rewriting {
  private final KeyWork work;

  Rewriting(KeyWork work) {
    this.work = work;
  }

  /** Refuses names that the API does not serve. */
  void check() throws StepException, InterruptedException {
    ApiResources.read(work.cluster().api()).require(work.ring().to().resources());
  }

  /**
   * Writes anew.
   *
   * @param workers how many requests are under way at most
   */
  void rewrite(int workers, StepContext context) throws StepException, InterruptedException {
    EncryptedCluster cluster = work.cluster();
    ApiResources served = ApiResources.read(cluster.api());
    Rewriter rewriter = new Rewriter(work.tools().remotes(), cluster.api(), etcd(cluster), workers);
    for (StoredCount.Wanted wanted : wanted(served)) {
      var resource = served.find(wanted.resource());
      if (resource.isPresent()) {
        rewriter.run(wanted, resource.get(), context);
      }
    }
  }

  /**
   * Looks at every value in etcd.
   *
   * @throws StepException code {@code values-of-another-key}, when one is not as it is to be
   */
  void verify(StepContext context) throws StepException, InterruptedException {
    EncryptedCluster cluster = work.cluster();
    EtcdCount etcd = etcd(cluster);
    List<String> others = new ArrayList<>();
    List<String> resources = new ArrayList<>();
    long objects = 0;
    for (StoredCount.Wanted wanted : wanted(ApiResources.read(cluster.api()))) {
      StoredCount count = etcd.of(wanted);
      resources.add(wanted.resource());
      objects += count.total();
      if (count.others() > 0) {
        others.add(
            count.others()
                + " of "
                + count.total()
                + " "
                + wanted.resource()
                + ": "
                + count.found());
      }
    }
    if (!others.isEmpty()) {
      throw new StepException(
          Diagnostic.error(
              "values-of-another-key",
              "etcd has values that another key wrote",
              String.join("\n", others)
                  + "\nThe old key stays in place, so that everything can be read. Apply again."),
          false);
    }
    tell(resources, objects, context);
  }

  private void tell(List<String> resources, long objects, StepContext context) {
    KeyRing ring = work.ring();
    context.output(
        "migration",
        Value.Fields.empty()
            .with("revision", Value.of(ring.revision()))
            .with("state", Value.of("Complete"))
            .with("resources", Value.ofTexts(resources))
            .with("objects", Value.of(objects))
            .with(
                "completeTimestamp",
                Value.of(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())));
    context.condition(
        "Verified",
        Condition.Status.TRUE,
        "EveryValueRead",
        objects + " values in etcd are " + stored(ring.to().writer()));
  }

  private StoredBy stored(String writer) {
    return writer.equals(KeyRing.IDENTITY)
        ? StoredBy.IDENTITY
        : new StoredBy(work.ring().provider(writer).orElse(""), writer);
  }

  private List<StoredCount.Wanted> wanted(ApiResources served) {
    List<StoredCount.Wanted> wanted = new ArrayList<>();
    Map<String, String> goals = served.spelt(Rules.goals(work.ring()));
    goals.forEach(
        (resource, writer) -> wanted.add(new StoredCount.Wanted(resource, stored(writer))));
    return wanted;
  }

  private EtcdCount etcd(EncryptedCluster cluster) {
    return new EtcdCount(
        new RemoteReader(work.tools().remotes()),
        cluster.servers().stream().map(ApiServer::host).toList());
  }
}
