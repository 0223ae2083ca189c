package dev.gantry.providers.encryptionkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.spi.StepException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiResourcesTest {
  private static final ApiResources SERVED =
      ApiResources.parse(
          """
          configmaps                cm       v1                  true    ConfigMap
          secrets                            v1                  true    Secret
          nodes                     no       v1                  false   Node
          deployments               deploy   apps/v1             true    Deployment
          widgets                   w,wd     example.com/v1beta1 false   Widget
          """);

  @Test
  void readsKubectlsTableWithAndWithoutShortNames() {
    assertThat(SERVED.find("secrets")).contains(new ApiResources.Served("v1", "Secret", true));
    assertThat(SERVED.find("deployments.apps"))
        .contains(new ApiResources.Served("apps/v1", "Deployment", true));
    assertThat(SERVED.find("widgets.example.com"))
        .contains(new ApiResources.Served("example.com/v1beta1", "Widget", false));
  }

  @Test
  void spellsWildcardsOutBehindWhatIsNamed() {
    Map<String, String> goals = new LinkedHashMap<>();
    goals.put("secrets", "key2");
    goals.put("*.apps", "key3");
    goals.put("*.*", "identity");
    assertThat(SERVED.spelt(goals))
        .containsEntry("secrets", "key2")
        .containsEntry("deployments.apps", "key3")
        .containsEntry("configmaps", "identity")
        .containsEntry("widgets.example.com", "identity")
        .hasSize(5);
    assertThat(SERVED.spelt(Map.of("*.", "key2")))
        .containsOnlyKeys("configmaps", "nodes", "secrets");
  }

  @Test
  void refusesWhatTheApiDoesNotServe() throws StepException {
    SERVED.require(List.of("secrets", "*.anything"));
    assertThatThrownBy(() -> SERVED.require(List.of("secret")))
        .isInstanceOf(StepException.class)
        .hasMessageContaining("serves no secret");
  }
}
