package dev.gantry.providers.encryption;

import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import dev.gantry.state.HostIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A control plane in a folder: the real programs of the probe run here, with a kubectl that serves
 * a shelf of values as etcdctl would, three lines of {@code --write-out=fields} each.
 */
final class EtcdMachine implements HostReader {
  private static final String MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml";
  private static final String KUBECTL =
      """
      #!/bin/sh
      case "$*" in
        *' get pods '*) printf '10.0.0.9 etcd-cp-9\\n10.0.0.1 etcd-cp-1\\n'; exit 0 ;;
        *--raw=/metrics*) cat "$LAB/metrics"; exit 0 ;;
        *' exec etcd-cp-1 '*) ;;
        *) exit 1 ;;
      esac
      for word; do
        case $word in
          --limit=*) limit=${word#--limit=} ;;
          /registry/*) from=${from:-$word} ;;
        esac
      done
      awk -F '\\t' -v from="$from" -v limit="$limit" '
        /^broken/ { exit 1 }
        /^cut/ { printf "\\"Value\\" : \\"k8s:enc:aes"; bad = 1; exit 1 }
        /^short/ { bad = 1; exit 0 }
        substr($1, 10, length($1) - 10) "" >= from {
          if (shown == limit) { more = 1; exit }
          print $1; print $2; print $3; shown++
        }
        END {
          if (bad) exit
          printf "\\"More\\" : %s\\n\\"Count\\" : %d\\n", (more ? "true" : "false"), shown
        }' "$LAB/shelf"
      """;

  private final Path folder;
  private final int page;

  /**
   * @param page values a page, instead of what is asked for
   */
  EtcdMachine(Path folder, List<String> shelf, int page) throws IOException {
    this.folder = folder;
    this.page = page;
    Files.write(folder.resolve("shelf"), shelf);
    Files.writeString(folder.resolve("metrics"), "");
    manifest("/nowhere");
    Path kubectl = folder.resolve("kubectl");
    Files.writeString(kubectl, KUBECTL);
    if (!kubectl.toFile().setExecutable(true)) {
      throw new IOException("cannot be made a program: " + kubectl);
    }
  }

  /** Writes the manifest of kube-apiserver, which is told of this file. */
  void manifest(String path) throws IOException {
    Files.writeString(
        folder.resolve("manifest"),
        """
        spec:
          containers:
          - command:
            - kube-apiserver
            - --advertise-address=10.0.0.1
            - --encryption-provider-config=%s
            - --encryption-provider-config-automatic-reload=true
            - --secure-port=6443
        """
            .formatted(path));
  }

  /** What the API server tells of itself. */
  void metrics(String text) throws IOException {
    Files.writeString(folder.resolve("metrics"), text);
  }

  StoredCount count(StoredCount.Wanted wanted) {
    return new EtcdCount(this, List.of(new HostName("cp-1"))).of(wanted);
  }

  @Override
  public HostReading read(HostName host, ProbeRequest request) {
    SortedMap<String, HostReading.Output> outputs = new TreeMap<>();
    request.commands().forEach((name, argv) -> outputs.put(name, run(argv)));
    return new HostReading.Answered(new HostIdentity("id", "key"), new TreeMap<>(), outputs);
  }

  private HostReading.Output run(List<String> argv) {
    List<String> command = new ArrayList<>(argv);
    command.replaceAll(
        word -> word.equals(MANIFEST) ? folder.resolve("manifest").toString() : word);
    if (command.getLast().equals("1000")) {
      command.set(command.size() - 1, Integer.toString(page));
    }
    Path said = folder.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(said.toFile());
    builder.environment().merge("PATH", folder.toString(), (old, mine) -> mine + ":" + old);
    builder.environment().put("LAB", folder.toString());
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new HostReading.Output(process.waitFor(), stdout, Files.readString(said));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
