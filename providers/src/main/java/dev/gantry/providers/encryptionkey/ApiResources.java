package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.encryptionkey.ResourceNames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cluster's API serves and stores: all that can be listed and patched.
 *
 * @param served by name as an EncryptionConfiguration writes it
 */
record ApiResources(SortedMap<String, Served> served) {
  ApiResources {
    served = Collections.unmodifiableSortedMap(new TreeMap<>(served));
  }

  /** A resource as objects of it name it. */
  record Served(String apiVersion, String kind, boolean namespaced) {}

  static ApiResources read(ClusterApi api) throws StepException, InterruptedException {
    return parse(
        api.must(
                "asking what the API serves",
                List.of("api-resources", "--no-headers", "--verbs=list,patch"))
            .stdout());
  }

  /** Reads kubectl's table: NAME, SHORTNAMES or nothing, APIVERSION, NAMESPACED, KIND. */
  static ApiResources parse(String table) {
    SortedMap<String, Served> served = new TreeMap<>();
    for (String line : table.lines().toList()) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length >= 4) {
        String version = words[words.length - 3];
        int slash = version.indexOf('/');
        String name = words[0] + (slash < 0 ? "" : "." + version.substring(0, slash));
        served.put(
            name,
            new Served(version, words[words.length - 1], words[words.length - 2].equals("true")));
      }
    }
    return new ApiResources(served);
  }

  /**
   * What each resource is to be written by, wildcards spelt out; the first that names one counts.
   *
   * @param goals by name, wildcards last
   */
  Map<String, String> spelt(Map<String, String> goals) {
    Map<String, String> spelt = new LinkedHashMap<>();
    for (var goal : goals.entrySet()) {
      String name = goal.getKey();
      if (ResourceNames.isWildcard(name)) {
        served.keySet().stream()
            .filter(other -> ResourceNames.covers(name, other))
            .forEach(other -> spelt.putIfAbsent(other, goal.getValue()));
      } else {
        spelt.put(name, goal.getValue());
      }
    }
    return spelt;
  }

  /** Of a resource; one that the API does not serve has no objects that could be written anew. */
  Optional<Served> find(String name) {
    return Optional.ofNullable(served.get(name));
  }

  /** Refuses names that nothing is served under, before anything is changed for them. */
  void require(Iterable<String> names) throws StepException {
    for (String name : names) {
      if (!ResourceNames.isWildcard(name) && find(name).isEmpty()) {
        throw new StepException(
            Diagnostic.error(
                "resource-not-served",
                "The cluster's API serves no " + name,
                "`resources` takes names as `kubectl api-resources --verbs=list,patch` has them,"
                    + " with their group. A custom resource has to be there first."),
            false);
      }
    }
  }
}
