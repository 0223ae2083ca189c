package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster's database. */
public record EtcdSpec(
    @Doc("local: a member on every control plane; external: a cluster of your own.")
        @Default("local")
        @Replace("the cluster's data would stay behind")
        Mode mode,
    @Doc("The folder of a local member's data.")
        @Default("/var/lib/etcd")
        @Format(TextFormat.ABSOLUTE_PATH)
        @Replace("the cluster's data would stay behind")
        String dataDir,
    @Doc("More flags of local members, without dashes.") @Default("{}")
        Map<String, String> extraArgs,
    @Doc("URLs of an external cluster: `https://10.0.0.21:2379`.") @Default("[]")
        List<String> endpoints,
    @Doc("Where control planes have the external cluster's certificate files.")
        Optional<ClientFiles> client) {

  /** Who runs it. */
  public enum Mode {
    LOCAL,
    EXTERNAL
  }

  /** Files on every control plane with which the API server reaches an external etcd. */
  public record ClientFiles(
      @Doc("The authority's certificate.") @Format(TextFormat.ABSOLUTE_PATH) String caFile,
      @Doc("The client certificate.") @Format(TextFormat.ABSOLUTE_PATH) String certFile,
      @Doc("The client's key.") @Format(TextFormat.ABSOLUTE_PATH) String keyFile) {}
}
