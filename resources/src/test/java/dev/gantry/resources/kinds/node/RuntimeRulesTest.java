package dev.gantry.resources.kinds.node;

import static dev.gantry.resources.kinds.node.Nodes.group;
import static dev.gantry.resources.kinds.node.Nodes.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field of the runtime: what is taken, and what every wrong value is told. */
class RuntimeRulesTest {
  @Test
  void aDockerFilledWellHasNoProblem() {
    Value.Fields docker =
        docker(Map.of("registry-mirrors", "[\"https://m\"]", "log-opts.labels", "a"))
            .with("packages", Value.ofTexts(List.of("docker.io", "cri-dockerd")))
            .with("dataRoot", Value.of("/data/my images"))
            .with("logs", group(Map.of("maxSize", Value.of("1Gi"), "maxFiles", Value.of(2))))
            .with(
                "cni", group(Map.of("binDir", Value.of("/opt/x"), "confDir", Value.of("/etc/x"))));

    assertThat(problems(docker)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "0Mi", "100m", "1.5Gi", "-1Mi", "$(x)Mi"})
  void sizesAreWholeNumbersWithAUnit(String size) {
    assertThat(problems(group(Map.of("logs", group(Map.of("maxSize", Value.of(size)))))))
        .containsExactly("a runtime.logs.maxSize size-syntax: \"" + size + "\" is not a size");
  }

  @Test
  void settingsOfAnotherRuntimeAreRefused() {
    Value some = Value.ofTexts(Map.of("a", "1"));

    assertThat(problems(group(Map.of("dockerExtraArgs", some))))
        .containsExactly(
            "a runtime.dockerExtraArgs not-of-this-runtime: dockerExtraArgs are for runtime.type"
                + " docker only");
    assertThat(problems(docker(Map.of()).with("settings", some)))
        .containsExactly(
            "a runtime.settings not-of-this-runtime: settings are for runtime.type containerd"
                + " only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data-root", "exec-opts", "hosts", "log-driver", "log-opts"})
  void keysOfDaemonJsonThatFieldsSetAreRefused(String key) {
    assertThat(problems(docker(Map.of(key, "x"))))
        .containsExactly(
            "a runtime.dockerExtraArgs."
                + key
                + " docker-key-taken: \""
                + key
                + "\" of daemon.json is not free to set");
  }

  @Test
  void aKeyAndAPartOfItClash() {
    assertThat(problems(docker(Map.of("default-ulimits", "{}", "default-ulimits.nofile", "1"))))
        .containsExactly(
            "a runtime.dockerExtraArgs.default-ulimits docker-key-twice: \"default-ulimits\" holds"
                + " \"default-ulimits.nofile\" too");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", ".a", "a.", "a..b", "\"a\"", "$(x)"})
  void keysOfDaemonJsonHaveAForm(String key) {
    assertThat(problems(docker(Map.of(key, "x"))))
        .singleElement()
        .asString()
        .endsWith("docker-key-syntax: \"" + key + "\" is not a key of daemon.json");
  }

  @Test
  void aDataRootIsNoLongerThanAPathMayBe() {
    String path = "/" + "x".repeat(1023);

    assertThat(problems(group(Map.of("dataRoot", Value.of(path)))))
        .singleElement()
        .asString()
        .startsWith("a runtime.dataRoot path-syntax: ");
  }

  @Test
  void packagesAndSocketFollowFromTheType() {
    assertThat(runtime(docker(Map.of())).packageNames()).containsExactly("docker.io");
    assertThat(runtime(docker(Map.of())).criSocket()).contains("unix:///run/cri-dockerd.sock");
    assertThat(runtime(Value.Fields.empty()).packageNames()).containsExactly("containerd");
    assertThat(runtime(Value.Fields.empty()).criSocket())
        .contains("unix:///run/containerd/containerd.sock");
    RuntimeSpec none = runtime(group(Map.of("type", Value.of("none"))));
    assertThat(none.packageNames()).isEmpty();
    assertThat(none.criSocket()).isEmpty();
  }

  private static RuntimeSpec runtime(Value.Fields runtime) {
    return SpecReader.read(RuntimeSpec.class, runtime);
  }

  private static List<String> problems(Value.Fields runtime) {
    return new Nodes().add("a", with("runtime", runtime)).problems();
  }

  private static Value.Fields docker(Map<String, String> extraArgs) {
    return group(Map.of("type", Value.of("docker"), "dockerExtraArgs", Value.ofTexts(extraArgs)));
  }
}
