package dev.gantry.providers.encryption;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.address.HostName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one control plane is told of encryption.
 *
 * @param path of the file that its API server is to read; empty where it is told of none
 * @param reload whether the API server reads the file again when it changes
 * @param loaded SHA-256 in hex of the file that the API server works by; empty where it does not
 *     tell, as without reload
 * @param file empty where there is no such file, or none that can be read
 */
public record HostEncryption(
    HostName host,
    Optional<String> path,
    boolean reload,
    Optional<String> loaded,
    Optional<ConfigFile> file) {

  private static final String MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml";
  private static final String PROGRAM = Scripts.beside(HostEncryption.class, "status.sh");
  private static final String CONTENT = "\ncontent\n";

  /**
   * The file with the keys.
   *
   * @param mode and owner: {@code 600 root:root}
   * @param sha256 of its bytes, in hex
   * @param config empty where kube-apiserver could not read it either
   */
  public record ConfigFile(String mode, String sha256, Optional<EncryptionConfig> config) {}

  /**
   * The command that a control plane is asked with; its output has the keys, so it is shown to
   * nobody.
   */
  public static Command question() {
    return Command.script(PROGRAM, List.of(MANIFEST)).within(Duration.ofMinutes(1));
  }

  /** Reads the answer to {@link #question}. */
  public static HostEncryption of(HostName host, String answer) {
    int end = answer.indexOf(CONTENT);
    TreeMap<String, String> said = new TreeMap<>();
    for (String line : (end < 0 ? answer : answer.substring(0, end)).lines().toList()) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        said.put(line.substring(0, blank), line.substring(blank + 1).strip());
      }
    }
    Optional<String> content =
        end < 0 ? Optional.empty() : Optional.of(answer.substring(end + CONTENT.length()));
    return new HostEncryption(
        host,
        told(said, "path"),
        "true".equals(said.get("reload")),
        told(said, "loaded").map(hash -> hash.substring(hash.lastIndexOf(':') + 1)),
        content.map(
            text ->
                new ConfigFile(
                    told(said, "mode").orElse(""),
                    told(said, "sha256").orElse(""),
                    EncryptionConfig.parse(text))));
  }

  private static Optional<String> told(TreeMap<String, String> said, String what) {
    return Optional.ofNullable(said.get(what)).filter(value -> !value.isEmpty());
  }

  /** Whether its API server tells that it works by another file than the one that is there. */
  public boolean isStale() {
    return loaded.isPresent() && file.isPresent() && !loaded.get().equals(file.get().sha256());
  }
}
