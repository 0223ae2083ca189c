package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kubeadm.EncryptedCluster;
import dev.gantry.providers.kubeadm.EncryptionWiring;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Waits until every API server, asked on its own address, works by the file that is there: it looks
 * once a minute (k8s.io/apiserver, encryptionconfig/controller:
 * EncryptionConfigFileChangePollDuration). One that does not tell what it has loaded, or does not
 * load it, is restarted; one after another.
 */
final class AwaitLoaded {
  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final KeyWork work;

  AwaitLoaded(KeyWork work) {
    this.work = work;
  }

  /**
   * Waits.
   *
   * @param hosts those that have to
   * @throws StepException when one does not answer, is not told of the file, or does not come up
   */
  void run(List<String> hosts, StepContext context) throws StepException, InterruptedException {
    EncryptedCluster cluster = work.cluster();
    long end = System.nanoTime() + LIMIT.toNanos();
    for (ApiServer server : cluster.servers()) {
      if (hosts.contains(server.host().value())) {
        cluster.api().await(server, Duration.ofMinutes(2));
        await(cluster, server, end, context);
      }
    }
  }

  private void await(EncryptedCluster cluster, ApiServer server, long end, StepContext context)
      throws StepException, InterruptedException {
    HostReader reader = new RemoteReader(work.tools().remotes());
    boolean told = false;
    while (true) {
      HostEncryption now = ask(reader, server);
      if (now.loaded().isEmpty() || System.nanoTime() > end) {
        context.progress("restarting the API server of " + server.host());
        cluster.restart(server.host().value());
        return;
      }
      if (!now.isStale()) {
        return;
      }
      if (!told) {
        context.progress("waiting for the API server of " + server.host() + " to load the file");
        told = true;
      }
      Thread.sleep(PAUSE);
    }
  }

  private static HostEncryption ask(HostReader reader, ApiServer server) throws StepException {
    EncryptionStatus status =
        EncryptionStatus.of(
            new TreeMap<>(
                Map.of(server.host(), reader.read(server.host(), HostEncryption.request()))));
    Diagnostic silent = status.silent().get(server.host());
    if (silent != null) {
      throw new StepException(silent, true);
    }
    HostEncryption host = status.hosts().getFirst();
    if (!host.path().equals(Optional.of(EncryptionWiring.FILE)) || host.file().isEmpty()) {
      throw new StepException(
          Diagnostic.error(
                  "encryption-not-told",
                  "The API server of " + server.host() + " does not work by " + KeyFile.PATH,
                  "Nothing is encrypted by a key while one API server could not read it. Apply"
                      + " again; see `gantry encryption status`.")
              .onHost(server.host().value()),
          false);
    }
    return host;
  }
}
