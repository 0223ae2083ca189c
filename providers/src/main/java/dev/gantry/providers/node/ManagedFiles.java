package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that are Gantry's alone, and their hashes in the attribute {@code files}. Files that
 * others edit too are not here: /etc/hosts, /etc/fstab and containerd's configuration are compared
 * by what Gantry has in them.
 */
final class ManagedFiles {
  static final String HEADER = "# Kept by Gantry: what is changed here is put back.\n";
  static final List<String> PATHS = List.of(CriDockerd.FILE, KernelModules.FILE, Sysctls.FILE);

  private ManagedFiles() {}

  /** The hashes as they are. */
  static Value.Fields observed(HostReading.Answered reading) {
    SortedMap<String, Value> hashes = new TreeMap<>();
    for (String path : PATHS) {
      reading.file(path).ifPresent(file -> hashes.put(path, Value.of(file.sha256())));
    }
    return new Value.Fields(hashes);
  }

  /** The hashes as they will be. */
  static Value.Fields expected(NodeSpec spec, SortedMap<String, String> sysctls) {
    SortedMap<String, Value> hashes = new TreeMap<>();
    List<String> modules = spec.kernel().modules();
    if (spec.runtime().type() == RuntimeSpec.Type.DOCKER) {
      hashes.put(CriDockerd.FILE, Value.of(sha256(CriDockerd.render(spec))));
    }
    if (!modules.isEmpty()) {
      hashes.put(KernelModules.FILE, Value.of(sha256(KernelModules.render(modules))));
    }
    hashes.put(Sysctls.FILE, Value.of(sha256(Sysctls.render(sysctls))));
    return new Value.Fields(hashes);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
