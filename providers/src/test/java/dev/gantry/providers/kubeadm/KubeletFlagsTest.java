package dev.gantry.providers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kubelet's flags as kubeadm keeps them. */
class KubeletFlagsTest {
  private static final String FILE =
      "KUBELET_KUBEADM_ARGS=\"--container-log-max-files=5 --node-ip=10.0.0.1 --v=2\"\n";

  @Test
  void whatIsReadIsWrittenTheSame() {
    assertThat(KubeletFlags.parse(FILE).text()).isEqualTo(FILE);
  }

  @Test
  void onlyFlagsOfOursChange() {
    KubeletFlags changed =
        KubeletFlags.parse(FILE)
            .changed(Value.ofTexts(Map.of("v", "2")), Value.ofTexts(Map.of("max-pods", "50")));
    assertThat(changed.text())
        .isEqualTo(
            "KUBELET_KUBEADM_ARGS=\"--container-log-max-files=5 --max-pods=50"
                + " --node-ip=10.0.0.1\"\n");
  }

  @Test
  void thoseOfOtherNamesAreNotTold() {
    assertThat(KubeletFlags.parse(FILE).named(List.of("v", "max-pods")))
        .containsExactly(Map.entry("v", "2"));
  }

  @Test
  void anotherFormHasNoFlags() {
    assertThat(KubeletFlags.parse("").flags()).isEmpty();
    assertThat(KubeletFlags.parse("KUBELET_EXTRA_ARGS=--v=4\n").flags()).isEmpty();
  }
}
