package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Annotations of the cluster, on the one object that every cluster has. */
final class ClusterAnnotations {
  private ClusterAnnotations() {}

  static void set(ClusterWork work, Value.Fields before, Value.Fields after)
      throws StepException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("annotate", "namespace", "kube-system", "--overwrite"));
    after
        .entries()
        .forEach((key, value) -> arguments.add(key + "=" + value.scalarText().orElse("")));
    before.entries().keySet().stream()
        .filter(key -> after.find(key).isEmpty())
        .forEach(key -> arguments.add(key + "-"));
    work.api().must("annotating the cluster", arguments);
  }
}
