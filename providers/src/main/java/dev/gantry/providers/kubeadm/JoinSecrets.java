package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Shell;
import dev.gantry.providers.kube.ClusterApi;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What lets nodes join during one apply: made in it, short-lived in the cluster, kept in memory
 * alone. One for all steps of a change; safe for use by several threads.
 *
 * <p>A bootstrap token is {@code [a-z0-9]{6}.[a-z0-9]{16}}, a certificate key 32 bytes in hex
 * (kubeadm, bootstraptoken/util and constants); both end after two hours.
 */
final class JoinSecrets {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Pair> made = Optional.empty();
  private boolean withCertificates;

  /**
   * A token and a key.
   *
   * @param caHash {@code sha256:} and the hash of the authority's public key; empty before there is
   *     one
   */
  record Pair(String token, String certificateKey, String caHash) {
    List<String> secrets() {
      return List.of(token, token.substring(token.indexOf('.') + 1), certificateKey);
    }

    /** Not the secrets: a record's own text would show them wherever it is printed. */
    @Override
    public String toString() {
      return "JoinSecrets.Pair[" + caHash + "]";
    }
  }

  /** New ones that no cluster knows yet. */
  static Pair random() {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return new Pair(letters(6) + "." + letters(16), HexFormat.of().formatHex(key), "");
  }

  private static String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** The cluster was made with these. */
  void made(Pair pair, String caHash) {
    lock.lock();
    try {
      made = Optional.of(new Pair(pair.token(), pair.certificateKey(), caHash));
      withCertificates = true;
    } finally {
      lock.unlock();
    }
  }

  /** Those of this apply, made in the cluster at first use. */
  Pair of(Cluster cluster, ClusterApi api, boolean controlPlane)
      throws StepException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (made.isEmpty()) {
        Pair fresh = random();
        Shell shell = api.shell();
        String token = must(shell, "creating a bootstrap token", tokenCommand()).stdout().strip();
        made = Optional.of(new Pair(token, fresh.certificateKey(), CaHash.read(shell)));
      }
      if (controlPlane && !withCertificates) {
        upload(cluster, api, made.get());
        withCertificates = true;
      }
      return made.get();
    } finally {
      lock.unlock();
    }
  }

  private static Command tokenCommand() {
    return Command.of("kubeadm", "token", "create", "--ttl", "2h", "--kubeconfig", Paths.ADMIN);
  }

  private static void upload(Cluster cluster, ClusterApi api, Pair pair)
      throws StepException, InterruptedException {
    KubeadmDocuments documents = new KubeadmDocuments(cluster);
    String node = api.serving().host().value();
    String input =
        KubeadmDocuments.together(
            documents.init(node, Optional.of(pair)).without("bootstrapTokens"),
            documents.cluster());
    must(
        api.shell(),
        "uploading the control plane's certificates",
        Command.of(
                "kubeadm", "init", "phase", "upload-certs", "--upload-certs", "--config=/dev/stdin")
            .reading(new Content.Text(input))
            .hiding(pair.secrets()));
  }

  private static CommandResult must(Shell shell, String doing, Command command)
      throws StepException, InterruptedException {
    CommandResult result = shell.run(command.within(Duration.ofMinutes(2)));
    if (!result.ok()) {
      throw shell.failed(doing, result, "See the API's log, then apply again.");
    }
    return result;
  }
}
