package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.encryption.EtcdCount;
import dev.gantry.providers.encryption.StoredCount;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Shell;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.providers.kube.Kubectl;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the objects of one resource anew, by a patch that changes nothing: kube-apiserver writes
 * what another key wrote even so (k8s.io/apiserver, storage/etcd3/store.go, GuaranteedUpdate and
 * its stale values). Which those are is asked of etcd, page by page, so that what a run that was
 * cut off has done is not done again, and no object ever leaves the control planes: only names do.
 *
 * <p>A patch has no version of the object in it, so that none conflicts with what others write, and
 * one object that is gone by then is one less. Work grows with the number of objects.
 */
final class Rewriter {
  private static final int BATCH = 100;
  private static final int ROUNDS = 4;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Remotes remotes;
  private final ClusterApi api;
  private final EtcdCount etcd;
  private final Pace pace;
  private final AtomicLong done = new AtomicLong();

  /**
   * @param workers how many requests are under way at most
   */
  Rewriter(Remotes remotes, ClusterApi api, EtcdCount etcd, int workers) {
    this.remotes = remotes;
    this.api = api;
    this.etcd = etcd;
    this.pace = new Pace(workers);
  }

  /**
   * Writes anew what something else than is to has written.
   *
   * @throws StepException code {@code objects-not-rewritten}, with the reasons, when some are left
   */
  void run(StoredCount.Wanted wanted, ApiResources.Served served, StepContext context)
      throws StepException, InterruptedException {
    List<String> trouble = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      trouble = pass(wanted, served, context);
      if (trouble.isEmpty()) {
        return;
      }
    }
    throw new StepException(
        Diagnostic.error(
            "objects-not-rewritten",
            "Some " + wanted.resource() + " could not be written anew",
            String.join("\n", trouble)
                + "\nThe old key stays in place, so that everything can be read. Mend what stands"
                + " against these, such as a webhook, then apply again."),
        false);
  }

  /** One pass through all pages; tells what went wrong with what. */
  private List<String> pass(
      StoredCount.Wanted wanted, ApiResources.Served served, StepContext context)
      throws StepException, InterruptedException {
    List<String> trouble = new ArrayList<>();
    Optional<String> last = Optional.of("");
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      while (last.isPresent()) {
        EtcdCount.Page page = etcd.page(wanted, last.get());
        List<Future<Optional<String>>> batches = new ArrayList<>();
        for (int from = 0; from < page.others().size(); from += BATCH) {
          List<String> batch =
              page.others().subList(from, Math.min(from + BATCH, page.others().size()));
          pace.enter();
          ApiServer server = api.serving();
          batches.add(pool.submit(() -> patch(server, batch, served)));
        }
        for (Future<Optional<String>> batch : batches) {
          result(batch).ifPresent(trouble::add);
        }
        if (!page.others().isEmpty()) {
          context.progress(
              wanted.resource() + ": " + done.addAndGet(page.others().size()) + " written anew");
        }
        last = page.next();
      }
    }
    return trouble;
  }

  private Optional<String> patch(ApiServer server, List<String> keys, ApiResources.Served served)
      throws StepException, InterruptedException {
    long start = System.nanoTime();
    boolean refused = false;
    try {
      CommandResult result =
          new Shell(remotes.on(server.host()))
              .run(
                  Kubectl.at(
                          server,
                          List.of(
                              "patch",
                              "--type=merge",
                              "--patch={}",
                              "--filename=-",
                              "--output=name"),
                          Optional.of(new Content.Text(objects(keys, served))))
                      .within(LIMIT));
      refused = result.stderr().contains("TooManyRequests");
      return reason(result);
    } finally {
      pace.leave(Duration.ofNanos((System.nanoTime() - start) / keys.size()), refused);
    }
  }

  /** An object that is gone was deleted meanwhile; everything else is a reason. */
  private static Optional<String> reason(CommandResult result) {
    if (result.ok()) {
      return Optional.empty();
    }
    return result
        .stderr()
        .lines()
        .filter(line -> !line.isBlank() && !line.contains("(NotFound)"))
        .findFirst()
        .map(line -> line.length() > 500 ? line.substring(0, 500) + "…" : line);
  }

  /** No more of objects than what they are called. */
  private static String objects(List<String> keys, ApiResources.Served served) {
    List<Value> items = new ArrayList<>();
    for (String key : keys) {
      int slash = key.indexOf('/');
      Value.Fields name = Value.Fields.empty().with("name", Value.of(key.substring(slash + 1)));
      items.add(
          Value.Fields.empty()
              .with("apiVersion", Value.of(served.apiVersion()))
              .with("kind", Value.of(served.kind()))
              .with(
                  "metadata",
                  served.namespaced()
                      ? name.with("namespace", Value.of(key.substring(0, Math.max(0, slash))))
                      : name));
    }
    return CanonicalJson.compact(
        Value.Fields.empty()
            .with("apiVersion", Value.of("v1"))
            .with("kind", Value.of("List"))
            .with("items", new Value.Many(items)));
  }

  private static Optional<String> result(Future<Optional<String>> batch)
      throws StepException, InterruptedException {
    try {
      return batch.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case StepException step -> throw step;
        case InterruptedException interrupted -> throw interrupted;
        case null, default -> throw new IllegalStateException(failed.getCause());
      }
    }
  }
}
