package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What steps do on machines that are new, half-done, done, or somebody else's. */
class JoiningTest {
  private final PaperCluster paper =
      new PaperCluster()
          .node("cp-1", "control-plane", 1)
          .node("w-1", "worker", 2)
          .declared(PaperCluster.spec());

  private Value.Fields after = Value.Fields.empty();
  private List<Step> steps = List.of();

  @BeforeEach
  void plan() {
    ControlPlaneProvider provider = new ControlPlaneProvider(paper.workbench());
    after =
        provider
            .expect(
                paper.subject(Optional.empty()),
                new Observation.Absent(Value.Fields.empty()),
                new TreeMap<>())
            .attributes();
    steps =
        provider.steps(
            paper.subject(Optional.empty()),
            new Change.Create(PaperCluster.ADDRESS, Value.Fields.empty(), after));
  }

  private void run(String id) throws InterruptedException {
    paper.run(steps.stream().filter(step -> step.id().equals(id)).toList(), after);
  }

  private List<String> kubeadm() {
    return paper.sent.argvs().stream()
        .filter(argv -> argv.getFirst().equals("kubeadm"))
        .map(argv -> argv.get(1))
        .toList();
  }

  @Test
  void aNewMachineIsMarkedBeforeKubeadmBegins() throws InterruptedException {
    run("init:cp-1");
    assertThat(kubeadm()).containsExactly("init");
    assertThat(paper.marks.get("cp-1")).isEqualTo("ControlPlane/main starting\n");
  }

  @Test
  void noSecretIsAnArgument() throws InterruptedException {
    run("init:cp-1");
    String input =
        paper.sent.files().values().stream()
            .filter(text -> text.contains("bootstrapTokens"))
            .findFirst()
            .orElseThrow();
    String token = input.replaceFirst("(?s).*\"token\":\"([^\"]*)\".*", "$1");
    assertThat(token).matches("[a-z0-9]{6}\\.[a-z0-9]{16}");
    assertThat(paper.sent.argvs().toString()).doesNotContain(token);
    assertThat(paper.said.toString()).doesNotContain(token);
  }

  @Test
  void aHalfDoneInitIsBegunAnew() throws InterruptedException {
    paper.marks.put("cp-1", "ControlPlane/main starting\n");
    paper.leftovers.add("cp-1");
    run("init:cp-1");
    assertThat(kubeadm()).containsExactly("reset", "init");
  }

  @Test
  void aClusterWithOthersInItIsNeverReset() throws InterruptedException {
    paper.marks.put("cp-1", "ControlPlane/main starting\n");
    paper.leftovers.add("cp-1");
    paper.lists(
        "cp-1\t10.244.0.0/24\tVERSION\tTrue\t\t{}\t{}\t",
        "w-1\t10.244.1.0/24\tVERSION\tTrue\t\t{}\t{}\t");
    run("init:cp-1");
    assertThat(kubeadm()).isEmpty();
    assertThat(paper.marks.get("cp-1")).isEqualTo("ControlPlane/main joined\n");
  }

  @Test
  void whatIsDoneIsNotDoneTwice() throws InterruptedException {
    paper.marks.put("cp-1", "ControlPlane/main joined\n");
    paper.leftovers.add("cp-1");
    run("init:cp-1");
    assertThat(kubeadm()).isEmpty();
  }

  @Test
  void aMachineOfSomebodyElsesIsRefused() throws InterruptedException {
    paper.leftovers.add("w-1");
    run("join:w-1");
    assertThat(kubeadm()).isEmpty();
    assertThat(paper.said.toString()).contains("is set up for another cluster already");
    paper.marks.put("cp-1", "ControlPlane/other joined\n");
    run("init:cp-1");
    assertThat(kubeadm()).isEmpty();
  }

  @Test
  void aHalfDoneJoinIsTakenBackFirst() throws InterruptedException {
    paper.marks.put("w-1", "ControlPlane/main starting\n");
    paper.leftovers.add("w-1");
    run("join:w-1");
    assertThat(kubeadm()).startsWith("reset");
    assertThat(paper.sent.argvs())
        .anySatisfy(argv -> assertThat(argv).contains("delete", "node", "w-1"));
  }

  @Test
  void aMachineThatTheApiHasForgottenJoinsAgain() throws InterruptedException {
    paper.marks.put("w-1", "ControlPlane/main joined\n");
    paper.leftovers.add("w-1");
    paper.lists("cp-1\t10.244.0.0/24\tVERSION\tTrue\t\t{}\t{}\t");
    run("join:w-1");
    assertThat(kubeadm()).startsWith("reset");
  }
}
