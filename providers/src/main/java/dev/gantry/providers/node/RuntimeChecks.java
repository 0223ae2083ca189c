package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.toml.TomlDocument;
import dev.gantry.providers.toml.TomlException;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the plan says about a machine's container runtime beyond what it changes. */
final class RuntimeChecks {
  private final NodeSpec spec;
  private final HostReading.Answered reading;
  private final HostFacts facts;
  private final List<Diagnostic> found = new ArrayList<>();

  private RuntimeChecks(NodeSpec spec, HostReading.Answered reading, HostFacts facts) {
    this.spec = spec;
    this.reading = reading;
    this.facts = facts;
  }

  static List<Diagnostic> of(NodeSpec spec, HostReading.Answered reading, HostFacts facts) {
    RuntimeChecks checks = new RuntimeChecks(spec, reading, facts);
    switch (spec.runtime().type()) {
      case CONTAINERD -> checks.containerd();
      case DOCKER -> checks.docker();
      case NONE -> {}
    }
    return List.copyOf(checks.found);
  }

  private void containerd() {
    try {
      TomlDocument.parse(content(ContainerdConfig.FILE));
    } catch (TomlException e) {
      broken(ContainerdConfig.FILE, "not TOML, line " + e.line(), String.valueOf(e.getMessage()));
    }
    spec.runtime()
        .settings()
        .forEach(
            (key, value) -> {
              try {
                TomlDocument.value(value);
              } catch (TomlException e) {
                found.add(
                    Diagnostic.error(
                        "toml-value",
                        "runtime.settings[\"" + key + "\"] is not a TOML value",
                        value + ": " + e.getMessage() + ". Close its quotes and brackets."));
              }
            });
  }

  private void docker() {
    if (DockerConfig.parse(content(DockerConfig.FILE)).isEmpty()) {
      broken(DockerConfig.FILE, "not JSON", "dockerd would refuse to start with it.");
    }
    spec.runtime()
        .dockerExtraArgs()
        .forEach(
            (key, value) -> {
              if (DockerConfig.isBroken(value)) {
                found.add(
                    Diagnostic.error(
                        "json-value",
                        "runtime.dockerExtraArgs[\"" + key + "\"] is not a JSON value",
                        value + " begins as one. Close its quotes and brackets."));
              }
            });
    boolean isThere = !"not installed".equals(facts.software().services().get("cri-dockerd"));
    if (!isThere && !bringsCriDockerd()) {
      found.add(
          Diagnostic.error(
              "no-cri-dockerd",
              "Nothing brings cri-dockerd to the machine",
              "The kubelet reaches Docker through it only, and most distributions have no package"
                  + " of it. Give its package file in packages.files, or its package's name in"
                  + " runtime.packages."));
    }
  }

  private boolean bringsCriDockerd() {
    return Stream.concat(
            Specs.packages(spec).stream(),
            spec.packages().files().stream().map(file -> PackageFile.of(file).name()))
        .anyMatch(name -> name.startsWith(CriDockerd.PACKAGE));
  }

  private void broken(String file, String how, String why) {
    found.add(
        Diagnostic.warning(
            "runtime-config-broken",
            file + " is " + how,
            "It will be written anew, and what it has beside Gantry's settings is lost. Mend it"
                + " first to keep that: "
                + why));
  }

  private String content(String path) {
    return reading.file(path).flatMap(HostReading.FileReading::content).orElse("");
  }
}
