package dev.gantry.providers.kube;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The API of one cluster while steps run. Which control plane is asked is chosen then: the one that
 * answered last, else the first that answers; there is no leader. Safe for use by several threads.
 */
public final class ClusterApi {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final List<String> READY = List.of("get", "--raw=/readyz", "--request-timeout=5s");

  private final Remotes remotes;
  private final List<ApiServer> servers;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<ApiServer> last = Optional.empty();

  /**
   * @param servers in the order in which they are tried
   */
  public ClusterApi(Remotes remotes, List<ApiServer> servers) {
    this.remotes = remotes;
    this.servers = List.copyOf(servers);
  }

  /** The same cluster, never asked on this server: it is being removed. */
  public ClusterApi without(ApiServer leaving) {
    return new ClusterApi(
        remotes, servers.stream().filter(server -> !server.equals(leaving)).toList());
  }

  /**
   * A server that is ready.
   *
   * @throws StepException retryable, code {@code api-silent}, when none is
   */
  public ApiServer serving() throws StepException, InterruptedException {
    lock.lockInterruptibly();
    try {
      List<ApiServer> order = new ArrayList<>();
      last.ifPresent(order::add);
      servers.stream().filter(server -> !order.contains(server)).forEach(order::add);
      List<String> reasons = new ArrayList<>();
      for (ApiServer server : order) {
        Optional<String> reason = notReady(server);
        if (reason.isEmpty()) {
          last = Optional.of(server);
          return server;
        }
        reasons.add(server.host() + ": " + reason.get());
      }
      throw new StepException(
          Diagnostic.error(
              "api-silent",
              "No API server of the cluster is ready",
              String.join("\n", reasons)
                  + "\nSee `crictl ps -a` and `journalctl -u kubelet` on the control planes."),
          true);
    } finally {
      lock.unlock();
    }
  }

  /** The machine of a server that is ready. */
  public Shell shell() throws StepException, InterruptedException {
    return new Shell(remotes.on(serving().host()));
  }

  /** Why a server is not ready; empty when it is. */
  public Optional<String> notReady(ApiServer server) throws InterruptedException {
    try {
      CommandResult result = run(server, READY, Optional.empty());
      return result.ok() ? Optional.empty() : Optional.of(lastLine(result));
    } catch (StepException away) {
      return Optional.of(away.diagnostic().summary());
    }
  }

  /**
   * Waits until a server is ready.
   *
   * @throws StepException code {@code api-not-ready}, when it is not by then
   */
  public void await(ApiServer server, Duration limit) throws StepException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<String> reason = notReady(server);
      if (reason.isEmpty()) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new StepException(
            Diagnostic.error(
                    "api-not-ready",
                    "The API server of " + server.host() + " is not ready",
                    "After "
                        + limit.toSeconds()
                        + " s "
                        + server.url()
                        + "/readyz says: "
                        + reason.get()
                        + "\nSee `crictl ps -a` and `journalctl -u kubelet` on it, then apply"
                        + " again.")
                .onHost(server.host().value()),
            false);
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Runs kubectl on a server that is ready; it must succeed. */
  public CommandResult must(String doing, List<String> arguments)
      throws StepException, InterruptedException {
    return must(doing, arguments, Optional.empty());
  }

  /** As {@link #must(String, List)}, with something to read. */
  public CommandResult must(String doing, List<String> arguments, Optional<Content> stdin)
      throws StepException, InterruptedException {
    ApiServer server = serving();
    CommandResult result = run(server, arguments, stdin);
    if (!result.ok()) {
      throw new Shell(remotes.on(server.host()))
          .failed(
              doing + ": kubectl " + arguments.getFirst(),
              result,
              "Apply again: what is done is not done twice.");
    }
    return result;
  }

  /** Runs kubectl on a server that is ready, whatever its exit status. */
  public CommandResult attempt(List<String> arguments, Duration limit)
      throws StepException, InterruptedException {
    ApiServer server = serving();
    return new Shell(remotes.on(server.host()))
        .run(Kubectl.at(server, arguments, Optional.empty()).within(limit));
  }

  private CommandResult run(ApiServer server, List<String> arguments, Optional<Content> stdin)
      throws StepException, InterruptedException {
    Command command = Kubectl.at(server, arguments, stdin);
    return new Shell(remotes.on(server.host())).run(command);
  }

  private static String lastLine(CommandResult result) {
    String said = (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip();
    return said.isEmpty()
        ? "exit status " + result.exit()
        : said.substring(said.lastIndexOf('\n') + 1);
  }
}
