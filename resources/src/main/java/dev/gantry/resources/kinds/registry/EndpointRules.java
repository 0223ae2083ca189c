package dev.gantry.resources.kinds.registry;

import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold of where a registry is, and of what it stands for. */
final class EndpointRules {
  private static final AttributePath ENDPOINTS = AttributePath.of("endpoints");
  private static final AttributePath UPSTREAMS = AttributePath.of("upstreams");
  private static final List<String> DOCKER_HUB =
      List.of("index.docker.io", "registry-1.docker.io", "hub.docker.com");

  private EndpointRules() {}

  static void check(RegistrySpec spec, Problems problems) {
    if (spec.endpoints().isEmpty()) {
      problems.error(
          ENDPOINTS,
          "registry-nowhere",
          "The registry has no endpoint",
          "Name one or more: `endpoints: [\"https://registry.lan:5000\"]`.");
    }
    Set<String> before = new HashSet<>();
    for (int i = 0; i < spec.endpoints().size(); i++) {
      endpoint(spec, spec.endpoints().get(i), ENDPOINTS.index(i), before, problems);
    }
    upstreams(spec, problems);
  }

  private static void endpoint(
      RegistrySpec spec, String text, AttributePath at, Set<String> before, Problems problems) {
    Optional<RegistryUrl> url = RegistryUrl.parse(text);
    if (url.isEmpty()) {
      problems.error(
          at,
          "registry-url",
          Quote.of(text) + " is not the URL of a registry",
          "Write https:// or http://, a host in lower case, and a port of 1 to 65535 where it is not"
              + " the usual one: `https://registry.lan:5000`. User and password stand in"
              + " `credential`.");
      return;
    }
    if (!before.add(twin(spec, url.get()))) {
      problems.error(
          at, "duplicate-item", Quote.of(text) + " stands here twice", "Remove one of the two.");
    }
    if (spec.mode() == RegistrySpec.Mode.PRIVATE && !url.get().path().isEmpty()) {
      problems.error(
          at,
          "registry-path",
          "The URL of a private registry has no path",
          "Its images are named by host and port alone. Take the path out and write it in the images'"
              + " names; a path before the API is for mode mirror.");
    }
  }

  /** Two of a private registry's are one where image names cannot tell them apart. */
  private static String twin(RegistrySpec spec, RegistryUrl url) {
    return spec.mode() == RegistrySpec.Mode.PRIVATE ? url.authority() : url.toString();
  }

  private static void upstreams(RegistrySpec spec, Problems problems) {
    switch (spec.mode()) {
      case PRIVATE -> {
        if (!spec.upstreams().isEmpty()) {
          problems.error(
              UPSTREAMS,
              "registry-upstreams",
              "A private registry stands for no other",
              "Take `upstreams` out, or set `mode: mirror`.");
        }
      }
      case MIRROR -> {
        if (spec.upstreams().isEmpty()) {
          problems.error(
              UPSTREAMS,
              "registry-upstreams",
              "A mirror stands for one registry or more",
              "Name them: `upstreams: [docker.io]`; _default is every registry without a mirror of"
                  + " its own.");
        }
      }
    }
    Set<String> before = new HashSet<>();
    for (int i = 0; i < spec.upstreams().size(); i++) {
      upstream(spec.upstreams().get(i), UPSTREAMS.index(i), before, problems);
    }
  }

  private static void upstream(
      String text, AttributePath at, Set<String> before, Problems problems) {
    if (DOCKER_HUB.contains(text)) {
      problems.error(
          at,
          "registry-upstream",
          "Image names never begin with " + Quote.of(text),
          "Docker Hub's images are those of docker.io: write that.");
    } else if (!text.equals(RegistryFolder.DEFAULT) && !RegistryUrl.isAuthority(text)) {
      problems.error(
          at,
          "registry-upstream",
          Quote.of(text) + " is not the host of a registry",
          "Write what image names begin with, in lower case and without https://: `docker.io`,"
              + " `quay.io`, `registry.example.com:5000`, or _default for all others.");
    } else if (!before.add(text)) {
      problems.error(
          at, "duplicate-item", Quote.of(text) + " stands here twice", "Remove one of the two.");
    }
  }
}
