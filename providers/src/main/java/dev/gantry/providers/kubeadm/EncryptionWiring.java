package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.providers.host.Command;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How API servers are told of encryption: two flags and a volume in the ClusterConfiguration, from
 * which kubeadm writes every manifest. The folder is mounted and not the file, since a file that is
 * mounted by itself is not seen to change.
 */
public final class EncryptionWiring {
  /** The folder on control planes that API servers see. */
  public static final String FOLDER = "/etc/kubernetes/encryption";

  /** The file with the keys, an {@code EncryptionConfiguration}. */
  public static final String FILE = FOLDER + "/encryption-provider.conf";

  static final String VOLUME = "gantry-encryption";

  private static final String FLAG = KeptConfiguration.ENCRYPTION.getFirst();
  private static final String RELOAD = KeptConfiguration.ENCRYPTION.getLast();
  private static final List<String> VOLUMES = List.of("apiServer", "extraVolumes");

  private EncryptionWiring() {}

  /** The step of an EncryptionKey that first puts the file on a control plane. */
  public static String writeStep(String node) {
    return "write:" + node;
  }

  /**
   * What the step that makes a member waits for: an API server that is told to encrypt does not
   * start without the file with the keys.
   *
   * @param others what it waits for beside that
   * @param member the step: {@code ControlPlane/main:join:cp-2}
   */
  static List<StepRef> after(List<StepRef> others, Kind.Inventory desired, StepRef member) {
    List<StepRef> all = new ArrayList<>(others);
    String node = member.step().substring(member.step().indexOf(':') + 1);
    NodeSpec machine = desired.all(NodeKind.KIND).get(node);
    if (machine != null && machine.role() == NodeSpec.Role.CONTROL_PLANE) {
      EncryptionKeyKind.of(member.address().name(), desired)
          .map(key -> new ResourceAddress(EncryptionKeyKind.KIND.name(), key))
          .ifPresent(key -> all.add(new StepRef(key, writeStep(node))));
    }
    return all;
  }

  /** What a cluster has beside what is declared, when it encrypts from its first start. */
  static KeptConfiguration fromTheStart(Cluster cluster) {
    return cluster.encryptionKey().isPresent()
        ? new KeptConfiguration(on(Value.Fields.empty()))
        : KeptConfiguration.none();
  }

  /**
   * Refuses to start an API server that is told of a file that is not there.
   *
   * @throws StepException code {@code encryption-file-missing}
   */
  static void requireFile(ClusterWork work, String node)
      throws StepException, InterruptedException {
    if (work.cluster().encryptionKey().isPresent()
        && !work.shell(node).run(Command.of("test", "-f", FILE)).ok()) {
      throw new StepException(
          Diagnostic.error(
                  "encryption-file-missing",
                  node + " has no file with the keys of the cluster",
                  "Its API server would not start, or could not read what the others encrypt. Apply"
                      + " EncryptionKey/"
                      + work.cluster().encryptionKey().get()
                      + " together with the cluster, without --target and --exclude.")
              .onHost(node),
          false);
    }
  }

  /** The document with both flags and the volume. */
  static Value.Fields on(Value.Fields document) {
    SortedMap<String, String> flags = flags(document);
    flags.put(FLAG, FILE);
    flags.put(RELOAD, "true");
    List<Value> volumes = volumes(document);
    volumes.add(
        Value.Fields.empty()
            .with("name", Value.of(VOLUME))
            .with("hostPath", Value.of(FOLDER))
            .with("mountPath", Value.of(FOLDER))
            .with("readOnly", Value.of(true))
            .with("pathType", Value.of("DirectoryOrCreate")));
    return with(document, flags, volumes);
  }

  /** The document without them. */
  static Value.Fields off(Value.Fields document) {
    SortedMap<String, String> flags = flags(document);
    return with(document, flags, volumes(document));
  }

  private static SortedMap<String, String> flags(Value.Fields document) {
    SortedMap<String, String> flags = new TreeMap<>(ExtraArgs.read(document.fields("apiServer")));
    KeptConfiguration.ENCRYPTION.forEach(name -> flags.remove(name));
    return flags;
  }

  private static List<Value> volumes(Value.Fields document) {
    List<Value> volumes = new ArrayList<>();
    for (Value volume : document.fields(VOLUMES.getFirst()).items(VOLUMES.getLast())) {
      if (!(volume instanceof Value.Fields fields)
          || !fields.text("name").equals(Optional.of(VOLUME))) {
        volumes.add(volume);
      }
    }
    return volumes;
  }

  private static Value.Fields with(
      Value.Fields document, SortedMap<String, String> flags, List<Value> volumes) {
    boolean v1beta4 = !document.text("apiVersion").orElse("").endsWith("/v1beta3");
    Value.Fields server = document.fields("apiServer");
    server =
        flags.isEmpty()
            ? server.without("extraArgs")
            : server.with("extraArgs", ExtraArgs.write(flags, v1beta4));
    server =
        volumes.isEmpty()
            ? server.without(VOLUMES.getLast())
            : server.with(VOLUMES.getLast(), new Value.Many(volumes));
    return server.entries().isEmpty()
        ? document.without("apiServer")
        : document.with("apiServer", server);
  }
}
