package dev.gantry.providers.cni;

import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Checksums;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.kube.ClusterApi;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.cni.CniSpec;
import dev.gantry.resources.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Type custom: manifests of the person's own, applied server-side and pruned by a label when they
 * leave. Whether somebody edited the objects in the cluster is not looked at.
 */
final class CustomNetwork {
  private static final String FAILED = "manifest-unreadable";

  private CustomNetwork() {}

  static Observation observe(Subject<CniSpec> subject) {
    return subject
        .recorded()
        .filter(state -> state.attributes().find("type").isPresent())
        .filter(state -> state.pending().isEmpty())
        .<Observation>map(state -> new Observation.Present(state.attributes()))
        .orElseGet(() -> new Observation.Absent(Value.Fields.empty()));
  }

  static Expectation expect(Subject<CniSpec> subject, Path folder) {
    Network network = Network.of(subject.spec(), subject.desired());
    SortedMap<String, String> sums = new TreeMap<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (String manifest : subject.spec().custom().manifests()) {
      try {
        sums.put(manifest, Checksums.of(new Content.LocalFile(folder.resolve(manifest))));
      } catch (IOException e) {
        problems.add(unreadable(manifest, e).at(subject.address()));
      }
    }
    Value.Fields after =
        SpecWriter.write(subject.spec())
            .with("objects", Value.ofTexts(sums))
            .with(
                "podCIDR",
                network.podCidr().<Value>map(Value::of).orElse(new Value.Unknown("the cluster")));
    return new Expectation(after, new TreeMap<>(), problems);
  }

  static Step step(
      Function<Kind.Inventory, ClusterApi> api,
      Subject<CniSpec> subject,
      Path folder,
      Value.Fields before) {
    return onApi(
        "apply-manifests",
        "applying the network's manifests",
        context -> {
          ClusterApi cluster = api.apply(subject.desired());
          for (String manifest : subject.spec().custom().manifests()) {
            cluster.must(
                "applying " + manifest,
                List.of("apply", "--server-side", "--field-manager=gantry", "-f", "-"),
                Optional.of(new Content.LocalFile(folder.resolve(manifest))));
            context.progress("applied " + manifest);
          }
        });
  }

  static Step removal(
      Function<Kind.Inventory, ClusterApi> api, Subject<CniSpec> subject, Value.Fields before) {
    return onApi(
        "remove-manifests",
        "leaving the network's objects to whoever takes the cluster down",
        context ->
            context.progress(
                before.fields("objects").entries().size() + " manifests are left in the cluster"));
  }

  private static Step onApi(String id, String title, Work work) {
    return new Step(
        id,
        title,
        Optional.empty(),
        Step.Order.IN_TURN,
        List.of(),
        Duration.ofMinutes(10),
        2,
        work::run);
  }

  @FunctionalInterface
  private interface Work {
    void run(StepContext context) throws StepException, InterruptedException;
  }

  private static Diagnostic unreadable(String manifest, IOException why) {
    return Diagnostic.error(
        FAILED,
        "The manifest " + manifest + " cannot be read",
        why.getMessage() + "\nCorrect `custom.manifests`, or put the file there.");
  }
}
