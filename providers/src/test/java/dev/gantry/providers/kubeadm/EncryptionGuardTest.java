package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of a cluster whose API servers encrypt. */
class EncryptionGuardTest {
  private static final String FLAG = "encryption-provider-config";
  private static final String FILE = "/etc/kubernetes/enc/enc.yaml";
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: Pod
      spec:
        containers:
        - command:
          - kube-apiserver
          - --encryption-provider-config=/etc/kubernetes/enc/enc.yaml
      """;
  private static final String ARGUMENT =
      "apiServer:\n  extraArgs:\n  - {name: encryption-provider-config, value: " + FILE + "}\n";
  private static final String VOLUME =
      "  extraVolumes:\n  - {name: enc, hostPath: /srv/enc, mountPath: /etc/kubernetes/enc}\n";

  private final PaperCluster paper =
      new PaperCluster()
          .node("cp-1", "control-plane", 1)
          .node("cp-2", "control-plane", 2)
          .node("cp-3", "control-plane", 3)
          .declared(PaperCluster.spec());

  private Value.Fields after = Value.Fields.empty();
  private List<Step> steps = List.of();

  @BeforeEach
  void manifests() {
    paper.manifests.put("cp-3", MANIFEST);
  }

  @Test
  void whatIsInAManifestAloneStopsAChangeBeforeAnythingIsWritten() throws InterruptedException {
    change(flags(Map.of("audit-log-maxage", "30")));
    run("upload-configuration");

    assertThat(paper.said)
        .anyMatch(line -> line.contains("cp-3 would lose the encryption of its objects"));
    assertThat(kubeadm()).isEmpty();
  }

  @Test
  void oneThatIsAwayIsCheckedWhenItIsItsTurn() throws InterruptedException {
    paper.away.add("cp-3");
    change(flags(Map.of("audit-log-maxage", "30")));
    run("upload-configuration");
    assertThat(kubeadm()).containsExactly("init phase upload-config");

    paper.away.clear();
    run("reconfigure:cp-3");
    assertThat(kubeadm()).containsExactly("init phase upload-config");
    assertThat(paper.said).anyMatch(line -> line.contains("cp-3 would lose"));
  }

  @Test
  void whatTheClusterKeepsGoesOn() throws InterruptedException {
    paper.kept = ARGUMENT + VOLUME;
    change(flags(Map.of("audit-log-maxage", "30")));
    run("upload-configuration");

    assertThat(kubeadm()).containsExactly("init phase upload-config");
    assertThat(paper.sent.files().values())
        .anyMatch(text -> text.contains(FLAG) && text.contains("\"mountPath\""));
  }

  @Test
  void aFileWithoutAVolumeStopsTheChange() throws InterruptedException {
    paper.kept = ARGUMENT;
    change(flags(Map.of("audit-log-maxage", "30")));
    run("upload-configuration");

    assertThat(kubeadm()).isEmpty();
    assertThat(paper.said).anyMatch(line -> line.contains("cp-3 would lose"));
  }

  @Test
  void anUpgradeWorksByWhatTheClusterKeepsAndNotByWhatIsDeclared() throws InterruptedException {
    change(flags(Map.of(FLAG, FILE)).with("version", Value.of("1.36.3")));
    run("upgrade:cp-3");

    assertThat(kubeadm()).isEmpty();
    assertThat(paper.said).anyMatch(line -> line.contains("cp-3 would lose"));
  }

  @Test
  void whatCannotBeReadIsNotTakenForNothing() throws InterruptedException {
    paper.unreadable.add("cp-3");
    change(flags(Map.of("audit-log-maxage", "30")));
    run("upload-configuration");

    assertThat(kubeadm()).isEmpty();
    assertThat(paper.said).anyMatch(line -> line.startsWith("failed: `cat "));
  }

  @Test
  void flagsAreFoundInEveryForm() {
    assertThat(EncryptionGuard.flags("args: [\"--" + FLAG + "=/a\", --v=2]"))
        .containsExactly(Map.entry(FLAG, "/a"));
    assertThat(EncryptionGuard.flags("- '--" + FLAG + "=/a' # kept\n  # - --" + FLAG + "=/b"))
        .containsExactly(Map.entry(FLAG, "/a"));
  }

  private static Value.Fields flags(Map<String, String> flags) {
    return PaperCluster.spec().with("apiServerExtraArgs", Value.ofTexts(flags));
  }

  /** An update from the cluster as it was declared first. */
  private void change(Value.Fields spec) {
    Value.Fields before =
        settled(expected(Optional.empty(), new Observation.Absent(Value.Fields.empty())));
    paper.declared(spec);
    after = expected(Optional.of(before), new Observation.Present(before));
    steps =
        new ControlPlaneProvider(paper.workbench())
            .steps(
                paper.subject(Optional.of(before)),
                new Change.Update(PaperCluster.ADDRESS, before, after, List.of()));
  }

  private Value.Fields expected(Optional<Value.Fields> recorded, Observation observed) {
    return new ControlPlaneProvider(paper.workbench())
        .expect(paper.subject(recorded), observed, new TreeMap<>())
        .attributes();
  }

  private static Value.Fields settled(Value.Fields expected) {
    TreeMap<String, Value> members = new TreeMap<>();
    Members.names(expected)
        .forEach(
            node ->
                members.put(
                    node,
                    Members.of(expected, node)
                        .with(
                            "files",
                            Value.ofTexts(Map.of(Paths.manifest("kube-apiserver"), "a hash")))));
    return expected
        .with("members", new Value.Fields(members))
        .with("clusterConfiguration", Value.of("a"))
        .with("caHash", Value.of("b"));
  }

  private void run(String id) throws InterruptedException {
    List<Step> wanted = steps.stream().filter(step -> step.id().equals(id)).toList();
    assertThat(wanted).as(id + " of " + steps.stream().map(Step::id).toList()).hasSize(1);
    paper.run(wanted, after);
  }

  private List<String> kubeadm() {
    return paper.sent.argvs().stream()
        .filter(argv -> argv.getFirst().equals("kubeadm"))
        .map(argv -> String.join(" ", argv.subList(1, Math.min(4, argv.size()))))
        .toList();
  }
}
