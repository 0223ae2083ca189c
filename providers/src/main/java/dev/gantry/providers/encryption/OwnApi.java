package dev.gantry.providers.encryption;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Programs that ask a control plane's own API server, as parts of a probe: they only read. */
final class OwnApi {
  private static final String MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml";
  private static final int NO_MANIFEST = 44;

  private OwnApi() {}

  /** The program beside this class as one command of a probe, named like it. */
  static ProbeRequest request(String name, String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                Scripts.beside(OwnApi.class, "own-api.sh")
                    + Scripts.beside(OwnApi.class, name + ".sh"),
                "sh",
                MANIFEST));
    argv.addAll(List.of(arguments));
    return new ProbeRequest(new TreeSet<>(), new TreeSet<>(), new TreeMap<>(Map.of(name, argv)));
  }

  /** Why a machine gave no answer to a program; empty when it did. */
  static Optional<Diagnostic> problem(HostName host, HostReading reading, String name) {
    return switch (reading) {
      case HostReading.Silent(Diagnostic reason) -> Optional.of(reason);
      case HostReading.Answered answered -> {
        int exit = answered.command(name).map(HostReading.Output::exit).orElse(NO_MANIFEST);
        String said = answered.command(name).map(HostReading.Output::stderr).orElse("").strip();
        yield exit == 0 ? Optional.empty() : Optional.of(failed(host, exit, said));
      }
    };
  }

  private static Diagnostic failed(HostName host, int exit, String said) {
    return exit == NO_MANIFEST
        ? Diagnostic.error(
                "no-api-server",
                "it has no manifest of kube-apiserver",
                "It is no control plane of kubeadm's. See `gantry plan`.")
            .onHost(host.value())
        : Diagnostic.error(
                "encryption-unread",
                said.isEmpty()
                    ? "the question ended with exit status " + exit
                    : said.substring(said.lastIndexOf('\n') + 1),
                "See `gantry plan` for how the machine is, then ask again.")
            .onHost(host.value());
  }
}
