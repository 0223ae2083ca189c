package dev.gantry.resources.kinds.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.yaml.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of registries, by whole configurations. */
class RegistryKindTest {
  private static final String NODES =
      node("a", "labels: {zone: one}") + node("b", "labels: {zone: two}");
  private static final String MIRROR = "mode: mirror, endpoints: ['https://m.lan'], ";

  @TempDir private Path folder;

  private Configuration load(String... documents) {
    try {
      Files.writeString(folder.resolve("a.yaml"), String.join("", documents));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new ConfigLoader(List.of(NodeKind.KIND, RegistryKind.KIND))
        .load(folder, Map.of(), Map.of());
  }

  /** Codes of errors, or of warnings where there is none. */
  private List<String> codes(String... documents) {
    try {
      return load(documents).warnings().stream().map(Diagnostic::code).toList();
    } catch (DiagnosticException refused) {
      return refused.diagnostics().stream().map(Diagnostic::code).toList();
    }
  }

  private static String node(String name, String spec) {
    return document("Node", name, "address: 10.0.0." + (name.charAt(0) - 'a' + 1) + ", " + spec);
  }

  private static String registry(String name, String spec) {
    return document("Registry", name, spec);
  }

  private static String document(String kind, String name, String spec) {
    return "---\napiVersion: gantry.dev/v1\nkind: %s\nmetadata: {name: %s}\nspec: {%s}\n"
        .formatted(kind, name, spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: private, endpoints: ['https://registry.lan:5000']",
        "mode: private, endpoints: ['https://[fd00::1]:5000'], nodes: [a]",
        "mode: mirror, endpoints: ['https://m.lan/v2/hub'], upstreams: [docker.io, _default]",
        "mode: mirror, endpoints: ['https://m.lan'], upstreams: ['q.io:443'], fallback: false",
        "mode: private, endpoints: ['https://r'], credential: {token: {env: TOKEN}}",
        "mode: private, endpoints: ['https://r'], credential: {username: u, password: {env: P}}"
      })
  void whatIsRightHasNoProblem(String spec) {
    assertThat(codes(NODES, registry("main", spec))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: private, endpoints: [] | registry-nowhere",
        "mode: private, endpoints: ['registry.lan'] | registry-url",
        "mode: private, endpoints: ['https://registry.lan:0'] | registry-url",
        "mode: private, endpoints: ['https://registry.lan:65536'] | registry-url",
        "mode: private, endpoints: ['https://registry..lan'] | registry-url",
        "mode: private, endpoints: ['https://Registry.lan'] | registry-url",
        "mode: private, endpoints: ['https://u:p@registry.lan'] | registry-url",
        "mode: private, endpoints: ['https://registry.lan/?a=b'] | registry-url",
        "mode: mirror, endpoints: ['https://m.lan/../x'], upstreams: [a.io] | registry-url",
        "mode: private, endpoints: ['https://10.0.0.256'] | registry-url",
        "mode: private, endpoints: ['https://r', 'https://r/'] | duplicate-item",
        "mode: private, endpoints: ['https://r/v2/x'] | registry-path",
        "mode: private, endpoints: ['https://r'], upstreams: [quay.io] | registry-upstreams",
        "mode: mirror, endpoints: ['https://m.lan'] | registry-upstreams",
        "mode: mirror, endpoints: ['https://m'], upstreams: [index.docker.io] | registry-upstream",
        "mode: mirror, endpoints: ['https://m'], upstreams: ['https://a.io'] | registry-upstream",
        "mode: mirror, endpoints: ['https://m'], upstreams: ['..'] | registry-upstream",
        "mode: mirror, endpoints: ['https://m'], upstreams: ['*'] | registry-upstream",
        "mode: mirror, endpoints: ['https://m'], upstreams: [a.io, a.io] | duplicate-item",
        "mode: private, endpoints: ['http://r'] | registry-plain",
        "mode: private, endpoints: ['http://r'], credential: {token: {env: T}} | registry-plain-login",
        "mode: private, endpoints: ['https://r'], tls: {ca: c, skipVerify: true} | registry-tls",
        "mode: private, endpoints: ['https://r'], credential: {} | registry-credential",
        "mode: private, endpoints: ['https://r'], credential: {username: u} | registry-credential",
        "mode: private, endpoints: ['https://r'], credential: {password: {env: P}} |"
            + " registry-credential",
        "mode: private, endpoints: ['https://r'], credential: {username: 'a:b', password: {env: P}}"
            + " | registry-user",
        "mode: private, endpoints: ['https://r'], nodes: [a], nodeSelector: {zone: one} |"
            + " nodes-twice",
        "mode: private, endpoints: ['https://r'], nodeSelector: {zone: none} |"
            + " registry-without-nodes"
      })
  void whatIsWrongIsNamed(String spec, String code) {
    assertThat(codes(NODES, registry("main", spec))).containsExactly(code);
  }

  @Test
  void aModeThatIsNotThereIsRefused() {
    assertThat(codes(NODES, registry("main", "mode: builtin, endpoints: ['https://r']")))
        .hasSize(1);
  }

  @Test
  void twoLoginsAreRefused() {
    String both = "credential: {username: u, password: {env: P}, token: {env: T}}";
    assertThat(codes(NODES, registry("main", "mode: private, endpoints: ['https://r'], " + both)))
        .containsExactly("registry-credential");
  }

  @Test
  void aMachineHasOneListOfPlacesForOneRegistry() {
    String one = registry("one", MIRROR + "upstreams: [docker.io, quay.io], nodes: [a]");
    assertThat(codes(NODES, one, registry("two", MIRROR + "upstreams: [quay.io]")))
        .containsExactly("registry-twice");
    assertThat(codes(NODES, one, registry("two", MIRROR + "upstreams: [quay.io], nodes: [b]")))
        .isEmpty();
    assertThat(codes(NODES, one, registry("two", MIRROR + "upstreams: [ghcr.io]"))).isEmpty();
  }

  @Test
  void aPrivateRegistryIsNotMirroredByAnother() {
    assertThat(
            codes(
                NODES,
                registry("one", "mode: private, endpoints: ['https://r:5000']"),
                registry("two", MIRROR + "upstreams: ['r:5000']")))
        .containsExactly("registry-twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runtime: {type: docker} | registry-runtime",
        "runtime: {type: none} | registry-runtime",
        "runtime: {settings: {cri.registry.config_path: /x}} | registry-setting-twice",
        "runtime: {settings: {'plugins.\"io.containerd.cri.v1.images\".registry.config_path': /x}}"
            + " | registry-setting-twice"
      })
  void aMachineIsOneThatCanBeSetUp(String runtime, String code) {
    assertThat(
            codes(node("a", runtime), registry("main", "mode: private, endpoints: ['https://r']")))
        .containsExactly(code);
  }

  @Test
  void itWaitsForTheMachinesThatItSelects() {
    Configuration read =
        load(
            NODES,
            registry("main", "mode: private, endpoints: ['https://r'], nodeSelector: {zone: two}"));
    assertThat(
            Objects.requireNonNull(read.resources().get(new ResourceAddress("Registry", "main")))
                .dependencies())
        .containsExactly(new ResourceAddress("Node", "b"));
  }
}
