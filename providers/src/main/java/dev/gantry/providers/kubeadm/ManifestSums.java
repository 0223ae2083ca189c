package dev.gantry.providers.kubeadm;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * SHA-256 of files that say how a member is set up. In the manifest of kube-apiserver what an
 * EncryptionKey put there does not count: it is observed, and mended, by that.
 */
final class ManifestSums {
  private static final String PROGRAM = Scripts.beside(ManifestSums.class, "sums.sh");

  private ManifestSums() {}

  /** A program with its arguments that only reads. */
  static List<String> argv(List<String> paths) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                PROGRAM,
                "sh",
                Paths.manifest("kube-apiserver"),
                EncryptionWiring.VOLUME));
    argv.addAll(paths);
    return argv;
  }

  static Command command(List<String> paths) {
    return Command.of(argv(paths).toArray(String[]::new));
  }

  /** Sums by path. */
  static SortedMap<String, String> parse(String text) {
    SortedMap<String, String> sums = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split("  ", 2);
      if (words.length == 2) {
        sums.put(words[1], words[0]);
      }
    }
    return sums;
  }
}
