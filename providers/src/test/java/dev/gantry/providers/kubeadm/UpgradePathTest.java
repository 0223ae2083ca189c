package dev.gantry.providers.kubeadm;

import static dev.gantry.providers.kubeadm.ClusterStepsTest.ids;
import static dev.gantry.providers.kubeadm.ClusterStepsTest.needs;
import static dev.gantry.providers.kubeadm.ClusterStepsTest.provider;
import static dev.gantry.providers.kubeadm.ClusterStepsTest.settled;
import static dev.gantry.providers.kubeadm.ClusterStepsTest.three;
import static dev.gantry.providers.kubeadm.ClusterStepsTest.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Upgrades over several minors. */
final class UpgradePathTest {
  private static Value.Fields way(String version, String... releases) {
    List<Value> via = new ArrayList<>();
    for (String release : releases) {
      via.add(
          Value.Fields.empty()
              .with("version", Value.of(release))
              .with(
                  "packages",
                  Value.Fields.empty()
                      .with("install", Value.ofTexts(List.of("kubeadm=" + release + "-1.1")))));
    }
    return PaperCluster.spec()
        .with("version", Value.of(version))
        .with("upgrade", Value.Fields.empty().with("via", new Value.Many(via)));
  }

  @Test
  void controlPlanesGoThroughEveryMinorAndKubeletsGoThereAtOnce() {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, way("1.34.1"));
    List<Step> steps = update(paper, before, way("1.36.2", "1.35.4"));
    assertThat(ids(steps))
        .containsExactly(
            "snapshot",
            "upgrade-1.35.4:cp-1",
            "upgrade-1.35.4:cp-2",
            "upgrade-1.35.4:cp-3",
            "upgrade:cp-1",
            "upgrade:cp-2",
            "upgrade:cp-3",
            "upload-configuration",
            "reconfigure:cp-1",
            "reconfigure:cp-2",
            "reconfigure:cp-3",
            "upgrade:w-1",
            "upgrade:w-2",
            "verify");
    assertThat(needs(steps, "upgrade:cp-1"))
        .containsExactly("ControlPlane/main:upgrade-1.35.4:cp-3");
  }

  private static List<String> told(Value.Fields before, Value.Fields spec) {
    PaperCluster paper = three().declared(spec);
    return provider(paper)
        .expect(
            paper.subject(Optional.of(before)), new Observation.Present(before), new TreeMap<>())
        .diagnostics()
        .stream()
        .map(diagnostic -> diagnostic.code() + ": " + diagnostic.summary())
        .toList();
  }

  @Test
  void aMinorWithoutPackagesAndAKubeletThatIsTooOldAreRefused() {
    Value.Fields before = settled(three(), way("1.33.1"));
    assertThat(told(before, way("1.36.2", "1.35.4")))
        .containsExactly("kubernetes-skips-minor: From 1.33.1 to 1.36.2 is by way of 1.34");
    assertThat(told(before, way("1.36.2", "1.35.4", "1.34.0")))
        .containsExactly("kubernetes-by-way: From 1.33.1 to 1.36.2 by way of 1.34.0, 1.35.4");
    assertThat(told(before, way("1.37.0", "1.35.4", "1.34.0", "1.36.2")))
        .containsExactly("kubelet-skew: The kubelet of cp-1 is 1.33.1, too old for 1.37.0");
    assertThat(told(before, way("1.34.0"))).isEmpty();
  }

  @Test
  void aReleaseOnTheWayIsBroughtByItsOwnPackagesAndLeavesTheKubelet() throws Exception {
    PaperCluster paper = three();
    Value.Fields before = settled(paper, way("1.34.1"));
    List<Step> steps = update(paper, before, way("1.36.2", "1.35.4"));
    paper.manifests.put("cp-2", "    image: registry.k8s.io/kube-apiserver:v1.36.2\n");
    paper.answersVersion("v1.35.4");
    paper.run(
        steps.stream().filter(step -> step.id().startsWith("upgrade-1.35.4:cp-")).toList(),
        way("1.36.2", "1.35.4"));
    List<String> lines = paper.sent.argvs().stream().map(argv -> String.join(" ", argv)).toList();
    assertThat(lines)
        .contains("kubeadm upgrade apply v1.35.4 --yes")
        .contains("kubeadm upgrade node")
        .noneMatch(line -> line.contains(" drain ") || line.contains("restart kubelet"));
    assertThat(lines.stream().filter(line -> line.startsWith("kubeadm upgrade"))).hasSize(2);
    assertThat(paper.said)
        .contains("cp-2 is newer than 1.35.4 already")
        .noneMatch(line -> line.startsWith("failed"));
  }
}
