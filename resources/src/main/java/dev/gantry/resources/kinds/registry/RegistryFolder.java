package dev.gantry.resources.kinds.registry;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The folders that containerd looks for registries in, by what image names begin with (containerd's
 * docs/hosts.md): {@code docker.io}, {@code registry.lan:5000}, {@code _default}.
 */
public final class RegistryFolder {
  /** The folder of every registry that has none of its own. */
  public static final String DEFAULT = "_default";

  private RegistryFolder() {}

  /** The names of a registry's folders, sorted; an endpoint that is no URL has none. */
  public static SortedSet<String> of(RegistrySpec spec) {
    return switch (spec.mode()) {
      case MIRROR -> new TreeSet<>(spec.upstreams());
      case PRIVATE -> {
        SortedSet<String> folders = new TreeSet<>();
        spec.endpoints().stream()
            .map(RegistryUrl::parse)
            .flatMap(Optional::stream)
            .map(RegistryUrl::authority)
            .forEach(authority -> folders.add(authority));
        yield folders;
      }
    };
  }
}
