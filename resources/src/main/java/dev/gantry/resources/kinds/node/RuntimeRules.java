package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What must hold of a machine's container runtime. */
final class RuntimeRules {
  private static final AttributePath PATH = AttributePath.of("runtime");

  /** Keys of daemon.json that Gantry sets, or that would stop dockerd; what to do instead. */
  private static final SortedMap<String, String> TAKEN =
      new TreeMap<>(
          Map.of(
              "data-root", "Set runtime.dataRoot.",
              "exec-opts", "Set runtime.cgroupDriver.",
              "log-driver", "The kubelet reads logs of the driver json-file only.",
              "log-opts", "Set runtime.logs, or single options: `log-opts.labels`.",
              "log-opts.max-file", "Set runtime.logs.maxFiles.",
              "log-opts.max-size", "Set runtime.logs.maxSize.",
              "hosts",
                  "dockerd is started with its socket as a flag, and refuses to start when the"
                      + " file names one too."));

  private RuntimeRules() {}

  static void check(RuntimeSpec runtime, Problems problems) {
    TextRules texts = new TextRules(problems);
    texts.each(
        PATH.field("packages"),
        "package name",
        runtime.packages().orElse(List.of()),
        NodeSyntax.PACKAGE);
    texts.syntax(PATH.field("sandboxImage"), "image", runtime.sandboxImage(), NodeSyntax.IMAGE);
    texts.syntax(
        PATH.field("logs").field("maxSize"), "size", runtime.logs().maxSize(), NodeSyntax.SIZE);
    paths(runtime, texts);
    settings(runtime, texts);
    ofItsOwn(runtime, problems);
    taken(runtime, problems);
  }

  private static void paths(RuntimeSpec runtime, TextRules texts) {
    String what = "folder's path";
    AttributePath cni = PATH.field("cni");
    texts.syntax(cni.field("binDir"), what, runtime.cni().binDir(), NodeSyntax.PATH);
    texts.syntax(cni.field("confDir"), what, runtime.cni().confDir(), NodeSyntax.PATH);
    runtime
        .dataRoot()
        .ifPresent(root -> texts.syntax(PATH.field("dataRoot"), what, root, NodeSyntax.PATH));
  }

  private static void settings(RuntimeSpec runtime, TextRules texts) {
    runtime
        .settings()
        .forEach(
            (key, value) -> {
              AttributePath at = PATH.field("settings").field(key);
              texts.syntax(at, "dotted TOML key", key, NodeSyntax.TOML_KEY);
              texts.syntax(at, "TOML value", value, NodeSyntax.LINE);
            });
    runtime
        .dockerExtraArgs()
        .forEach(
            (key, value) -> {
              AttributePath at = PATH.field("dockerExtraArgs").field(key);
              texts.syntax(at, "key of daemon.json", key, NodeSyntax.DOCKER_KEY);
              texts.syntax(at, "JSON value", value, NodeSyntax.LINE);
            });
  }

  /** A setting of one runtime that another would never read is a mistake. */
  private static void ofItsOwn(RuntimeSpec runtime, Problems problems) {
    if (runtime.type() != RuntimeSpec.Type.DOCKER && !runtime.dockerExtraArgs().isEmpty()) {
      problems.error(
          PATH.field("dockerExtraArgs"),
          "not-of-this-runtime",
          "dockerExtraArgs are for runtime.type docker only",
          "Nothing would read them. Set runtime.type to docker, or use runtime.settings for"
              + " containerd.");
    }
    if (runtime.type() != RuntimeSpec.Type.CONTAINERD && !runtime.settings().isEmpty()) {
      problems.error(
          PATH.field("settings"),
          "not-of-this-runtime",
          "settings are for runtime.type containerd only",
          "They are values of containerd's config.toml. Set runtime.type to containerd, or use"
              + " runtime.dockerExtraArgs for Docker.");
    }
  }

  private static void taken(RuntimeSpec runtime, Problems problems) {
    Set<String> keys = runtime.dockerExtraArgs().keySet();
    for (String key : keys) {
      String instead = TAKEN.get(key);
      if (instead != null) {
        problems.error(
            PATH.field("dockerExtraArgs").field(key),
            "docker-key-taken",
            "\"" + key + "\" of daemon.json is not free to set",
            instead);
      }
      keys.stream()
          .filter(other -> other.startsWith(key + "."))
          .findFirst()
          .ifPresent(
              other ->
                  problems.error(
                      PATH.field("dockerExtraArgs").field(key),
                      "docker-key-twice",
                      "\"" + key + "\" holds \"" + other + "\" too",
                      "Give the whole of it under one key, or all of its parts."));
    }
  }
}
