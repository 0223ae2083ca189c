package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.controlplane.ControlPlaneSpec;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What kubeadm is told. */
class KubeadmDocumentsTest {
  private static KubeadmDocuments documents(Value.Fields spec) {
    PaperCluster paper =
        new PaperCluster()
            .node("cp-1", "control-plane", 1)
            .node(
                "w-1",
                Value.Fields.empty()
                    .with("address", Value.of("10.0.0.2"))
                    .with("maxPods", Value.of(50)))
            .declared(spec);
    return new KubeadmDocuments(
        Cluster.of("main", SpecReader.read(ControlPlaneSpec.class, spec), paper.inventory()));
  }

  private static Value.Fields flags(String version) {
    return PaperCluster.spec()
        .with("version", Value.of(version))
        .with("apiServerExtraArgs", Value.ofTexts(Map.of("audit-log-maxage", "30")));
  }

  @Test
  void argumentsAreAMapUpTo130AndAListAfterIt() {
    Value.Fields old = documents(flags("1.30.5")).cluster();
    assertThat(old.text("apiVersion")).contains("kubeadm.k8s.io/v1beta3");
    assertThat(old.fields("apiServer").fields("extraArgs").text("audit-log-maxage")).contains("30");

    Value.Fields now = documents(flags("1.31.0")).cluster();
    assertThat(now.text("apiVersion")).contains("kubeadm.k8s.io/v1beta4");
    assertThat(CanonicalJson.compact(now.fields("apiServer")))
        .contains("\"extraArgs\":[{\"name\":\"audit-log-maxage\",\"value\":\"30\"}]");
  }

  @Test
  void anAddonThatIsNotWantedIsDisabledOrItsPhaseSkipped() {
    Value.Fields off = Value.Fields.empty().with("coreDNS", Value.of(false));
    Value.Fields now = documents(flags("1.36.2").with("addons", off)).cluster();
    assertThat(now.fields("dns").find("disabled")).contains(Value.of(true));
    assertThat(now.fields("proxy").entries()).isEmpty();

    KubeadmDocuments old = documents(flags("1.29.1").with("addons", off));
    assertThat(old.init("cp-1", Optional.empty()).find("skipPhases"))
        .contains(Value.ofTexts(List.of("addon/coredns")));
  }

  @Test
  void secretsStandInTheDocumentsThatNeedThemAndNowhereElse() {
    KubeadmDocuments documents = documents(flags("1.36.2"));
    JoinSecrets.Pair pair = JoinSecrets.random();
    String init =
        documents.whole(documents.init("cp-1", Optional.of(pair)), KeptConfiguration.none());
    assertThat(init).contains(pair.token()).contains(pair.certificateKey());
    String worker = KubeadmDocuments.together(documents.join("w-1", pair));
    assertThat(worker).contains(pair.token()).doesNotContain(pair.certificateKey());
    assertThat(documents.whole(documents.init("cp-1", Optional.empty()), KeptConfiguration.none()))
        .doesNotContain("bootstrapTokens", "certificateKey");
    assertThat(pair.toString()).doesNotContain(pair.token()).doesNotContain(pair.certificateKey());
  }

  @Test
  void tokensHaveTheFormThatKubeadmTakes() {
    for (int i = 0; i < 200; i++) {
      JoinSecrets.Pair pair = JoinSecrets.random();
      assertThat(pair.token()).matches("[a-z0-9]{6}\\.[a-z0-9]{16}");
      assertThat(pair.certificateKey()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void aNodesOwnFlagsWinOverThoseOfTheCluster() {
    Value.Fields spec =
        flags("1.36.2")
            .with("kubeletExtraArgs", Value.ofTexts(Map.of("v", "2", "max-pods", "200")));
    String worker = KubeadmDocuments.together(documents(spec).join("w-1", JoinSecrets.random()));
    assertThat(worker)
        .contains("{\"name\":\"max-pods\",\"value\":\"50\"}")
        .contains("{\"name\":\"v\",\"value\":\"2\"}")
        .contains("{\"name\":\"node-ip\",\"value\":\"10.0.0.2\"}");
  }

  @Test
  void podsANodeHasAddressesForAreWhatItsKubeletRuns() {
    Value.Fields network = Value.Fields.empty().with("nodeCIDRMask", Value.of(26));
    Value.Fields spec = flags("1.36.2").with("network", network);
    assertThat(documents(spec).kubelet().find("maxPods")).contains(Value.of(61));
    assertThat(documents(flags("1.36.2")).kubelet().find("maxPods")).isEmpty();
    Value.Fields own = spec.with("kubeletConfiguration", Value.ofTexts(Map.of("maxPods", "30")));
    assertThat(documents(own).kubelet().find("maxPods")).contains(Value.of(30));
  }

  @Test
  void settingsAreScalarsByDottedNames() {
    Value.Fields spec =
        flags("1.36.2")
            .with(
                "kubeProxyConfiguration",
                Value.ofTexts(Map.of("mode", "ipvs", "ipvs.strictARP", "true")));
    Value.Fields proxy = documents(spec).proxy();
    assertThat(proxy.text("mode")).contains("ipvs");
    assertThat(proxy.fields("ipvs").find("strictARP")).contains(Value.of(true));
  }

  @Test
  void eachFamilyOfADualNetworkHasItsOwnMask() {
    Value.Fields network =
        Value.Fields.empty()
            .with("family", Value.of("dual"))
            .with("podCIDR", Value.of("10.244.0.0/16,fd00:244::/48"))
            .with("serviceCIDR", Value.of("10.96.0.0/16,fd00:96::/112"))
            .with("nodeCIDRMask", Value.of(25))
            .with("nodeCIDRMaskIPv6", Value.of(60));
    String manager =
        CanonicalJson.compact(
            documents(flags("1.36.2").with("network", network))
                .cluster()
                .fields("controllerManager"));
    assertThat(manager)
        .contains("{\"name\":\"node-cidr-mask-size-ipv4\",\"value\":\"25\"}")
        .contains("{\"name\":\"node-cidr-mask-size-ipv6\",\"value\":\"60\"}");
  }
}
