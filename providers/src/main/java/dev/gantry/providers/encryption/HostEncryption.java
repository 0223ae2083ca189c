package dev.gantry.providers.encryption;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.resources.address.HostName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one control plane is told of encryption.
 *
 * @param path of the file that its API server is to read; empty where it is told of none
 * @param reload whether the API server reads the file again when it changes
 * @param loaded SHA-256 in hex of the file that the API server works by; empty where it does not
 *     tell, as without reload
 * @param file empty where there is no such file
 */
public record HostEncryption(
    HostName host,
    Optional<String> path,
    boolean reload,
    Optional<String> loaded,
    Optional<ConfigFile> file) {

  static final String NAME = "status";

  /** The label of the metric has had several forms, all of which end with the sum. */
  private static final Pattern SUM = Pattern.compile("(?:.*:)?([0-9a-f]{64})");

  /**
   * The file with the keys.
   *
   * @param mode and owner: {@code 600 root:root}
   * @param sha256 of its bytes, in hex
   * @param config empty where kube-apiserver could not read it either
   */
  public record ConfigFile(String mode, String sha256, Optional<EncryptionConfig> config) {}

  /** What a control plane is asked. */
  public static ProbeRequest request() {
    return OwnApi.request(NAME);
  }

  /** Reads the answer to {@link #request}. */
  static HostEncryption of(HostName host, HostReading.Answered answered) {
    KeyedLines said = KeyedLines.of(answered, NAME);
    return new HostEncryption(
        host,
        said.first("path").filter(path -> !path.isEmpty()),
        said.first("reload").equals(Optional.of("true")),
        said.first("loaded").flatMap(HostEncryption::sum),
        said.first("sha256")
            .flatMap(HostEncryption::sum)
            .map(
                sum ->
                    new ConfigFile(
                        said.first("mode").orElse(""),
                        sum,
                        said.first("content")
                            .map(HostEncryption::decoded)
                            .flatMap(EncryptionConfig::parse))));
  }

  private static Optional<String> sum(String text) {
    Matcher matcher = SUM.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String decoded(String content) {
    return new String(Base64.getMimeDecoder().decode(content), StandardCharsets.UTF_8);
  }

  /** Whether its API server tells that it works by another file than the one that is there. */
  public boolean isStale() {
    return loaded.isPresent() && file.isPresent() && !loaded.get().equals(file.get().sha256());
  }
}
