package dev.gantry.providers.node;

import dev.gantry.providers.toml.TomlKey;
import java.util.List;

/**
 * Where settings of the CRI plugin stand in one version of containerd's configuration. Version 3
 * split the plugin of version 2 in three (containerd docs/cri/config.md and docs/PLUGINS.md).
 */
record ContainerdLayout(int version, TomlKey runtime, TomlKey images, TomlKey server) {
  private static final List<String> OF_IMAGES =
      List.of(
          "snapshotter",
          "discard_unpacked_layers",
          "disable_snapshot_annotations",
          "max_concurrent_downloads",
          "concurrent_layer_fetch_buffer",
          "image_pull_progress_timeout",
          "image_pull_with_sync_fs",
          "stats_collect_period",
          "pinned_images",
          "registry",
          "image_decryption",
          "runtime_platforms");
  private static final List<String> OF_SERVER =
      List.of(
          "disable_tcp_service",
          "stream_server_address",
          "stream_server_port",
          "stream_idle_timeout",
          "enable_tls_streaming",
          "x509_key_pair_streaming");

  /** The layout of a file's version: 3 or newer, or 2. */
  static ContainerdLayout of(int version) {
    TomlKey server = TomlKey.of("plugins", "io.containerd.grpc.v1.cri");
    return version < 3
        ? new ContainerdLayout(2, server, server, server)
        : new ContainerdLayout(
            version,
            TomlKey.of("plugins", "io.containerd.cri.v1.runtime"),
            TomlKey.of("plugins", "io.containerd.cri.v1.images"),
            server);
  }

  /** The key of the pause image. */
  TomlKey sandboxImage() {
    return version < 3
        ? images.plus(TomlKey.of("sandbox_image"))
        : images.plus(TomlKey.of("pinned_images", "sandbox"));
  }

  /** A key of the network plugins' folders. */
  TomlKey cni(String field) {
    return runtime.plus(TomlKey.of("cni", field));
  }

  /** A key of the runc runtime. */
  TomlKey runc(String... parts) {
    return runtime.plus(TomlKey.of("containerd", "runtimes", "runc")).plus(TomlKey.of(parts));
  }

  /** The key of a setting as a person wrote it: below {@code cri.} in its place, else as it is. */
  TomlKey setting(TomlKey written) {
    if (!written.parts().getFirst().equals("cri") || written.parts().size() == 1) {
      return written;
    }
    TomlKey below = written.rest();
    String name = below.parts().getFirst();
    if (OF_IMAGES.contains(name)) {
      return images.plus(below);
    }
    return OF_SERVER.contains(name) ? server.plus(below) : runtime.plus(below);
  }
}
