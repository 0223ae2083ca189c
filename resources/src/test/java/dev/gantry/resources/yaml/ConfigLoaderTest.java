package dev.gantry.resources.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.config.References;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.Kinds;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigLoaderTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String node(String name, String spec) {
    return "apiVersion: gantry.dev/v1\nkind: Node\nmetadata: {name: "
        + name
        + "}\nspec:\n"
        + spec.indent(2);
  }

  private Configuration load() {
    return load(Map.of(), Map.of());
  }

  private Configuration load(Map<String, String> variables, Map<String, String> environment) {
    return new ConfigLoader(Kinds.all()).load(folder, variables, environment);
  }

  private List<String> codes() {
    DiagnosticException stop = catchThrowableOfType(DiagnosticException.class, this::load);
    return stop.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static Desired find(Configuration configuration, String address) {
    ResourceAddress key = ResourceAddress.parse(address).orElseThrow();
    return Optional.ofNullable(configuration.resources().get(key)).orElseThrow();
  }

  private static NodeSpec nodeSpec(Configuration configuration, String name) {
    return SpecReader.read(NodeSpec.class, find(configuration, "Node/" + name).spec());
  }

  @Test
  void theQuickstartLoads() {
    Configuration configuration =
        new ConfigLoader(Kinds.all())
            .load(Path.of("../examples/quickstart"), Map.of("sshKey", "key"), Map.of());

    assertThat(configuration.resources().keySet())
        .extracting(ResourceAddress::toString)
        .containsExactly("Node/host-1", "Node/host-2", "Node/host-3", "VIP/main");
    assertThat(nodeSpec(configuration, "host-2").address()).isEqualTo("10.88.0.12");
    assertThat(nodeSpec(configuration, "host-2").ssh().privateKey()).contains("key");
    VipSpec vip = SpecReader.read(VipSpec.class, find(configuration, "VIP/main").spec());
    assertThat(vip.address()).isEqualTo("10.88.0.100");
    assertThat(vip.extraPorts()).contains(8080);
    assertThat(find(configuration, "VIP/main").dependencies()).hasSize(3);
  }

  @Test
  void aScalarIsTypedByItsFieldAndNotByItsLooks() throws IOException {
    write(
        "n.yaml",
        node("a", "address: 10.0.0.1\nlabels: {a: 1.30, b: 0644, c: no, d: 12:30, e: 'null'}\n"));

    assertThat(nodeSpec(loadWithoutRules(Map.of(), Map.of()), "a").labels())
        .containsEntry("a", "1.30")
        .containsEntry("b", "0644")
        .containsEntry("c", "no")
        .containsEntry("d", "12:30")
        .containsEntry("e", "null");
  }

  @Test
  void aFieldWithoutAValueIsNotSet() throws IOException {
    write("n.yaml", node("a", "address: 10.0.0.1\nssh:\nrole: ~\nhostname: null\n"));

    NodeSpec node = nodeSpec(load(), "a");

    assertThat(node.ssh().port()).isEmpty();
    assertThat(node.role()).isEqualTo(NodeSpec.Role.WORKER);
    assertThat(node.hostname()).isEmpty();
  }

  @Test
  void referencesAreResolvedWhateverTheOrderOfTheDocuments() throws IOException {
    write("a.yaml", node("a", "address: ${Node/b.address}\nssh: ${Node/c.ssh}\n"));
    write("b.yaml", node("b", "address: 10.0.0.${var.last}\nlabels: {x: '$${y}'}\n"));
    write(
        "c.yml",
        node("c", "address: 10.0.0.3\nssh: {port: '${env.PORT}', user: '${file.user}'}\n"));
    write("user", "alice\n");
    write("p.yaml", project("variables: {last: {default: 1}}"));

    Configuration configuration =
        loadWithoutRules(Map.of("last", "7"), Map.of("PORT", "2222", "GANTRY_VAR_last", "8"));

    NodeSpec a = nodeSpec(configuration, "a");
    assertThat(a.address()).isEqualTo("10.0.0.7");
    assertThat(a.ssh().port()).contains(2222);
    assertThat(a.ssh().user()).contains("alice");
    assertThat(nodeSpec(configuration, "b").labels()).containsEntry("x", "${y}");
    assertThat(find(configuration, "Node/a").dependencies())
        .extracting(ResourceAddress::name)
        .containsExactly("b", "c");
  }

  /** Two nodes with one address are fine for what is tested here. */
  private Configuration loadWithoutRules(
      Map<String, String> variables, Map<String, String> environment) {
    return new ConfigLoader(List.of(PlainKinds.NODE)).load(folder, variables, environment);
  }

  @Test
  void whatApplyTellsStaysUnknownUntilThen() throws IOException {
    write(
        "n.yaml",
        node("a", "address: 10.0.0.1\n")
            + "---\n"
            + node("b", "address: 10.0.0.2\nlabels: {id: 'x-${Node/a.facts.machineId}'}\n"));

    Desired b = find(load(), "Node/b");

    AttributePath path = AttributePath.of("labels", "id");
    assertThat(path.in(b.spec())).contains(new Value.Unknown("Node/a.facts.machineId"));
    assertThat(b.references()).containsEntry(path, "x-${Node/a.facts.machineId}");
    Value.Fields facts = Value.Fields.empty().with("machineId", Value.of("42"));
    Desired resolved =
        References.resolve(b, _ -> Optional.of(Value.Fields.empty().with("facts", facts)));
    assertThat(path.in(resolved.spec())).contains(Value.of("x-42"));
    assertThat(resolved.references()).isEmpty();
    assertThat(References.resolve(b, _ -> Optional.empty())).isEqualTo(b);
  }

  @Test
  void aReferenceKeepsTheTypeOfTheFieldThatHoldsIt() throws IOException {
    write(
        "n.yaml",
        node("a", "address: 10.0.0.1\n")
            + "---\n"
            + node("b", "address: 10.0.0.2\nssh: {port: '${Node/a.facts.port}'}\n"));
    Desired b = find(load(), "Node/b");
    Value.Fields facts = Value.Fields.empty().with("port", Value.of("2022"));

    Desired resolved =
        References.resolve(
            b, NodeSpec.class, _ -> Optional.of(Value.Fields.empty().with("facts", facts)));

    assertThat(AttributePath.of("ssh", "port").in(resolved.spec())).contains(Value.of(2022));
  }

  @Test
  void defaultsOfAKindAreMergedUnderEachSpec() throws IOException {
    write(
        "p.yaml",
        project(
            """
            defaults:
              Node:
                labels: {a: one, b: two}
                kernel: {modules: [overlay], sysctls: {x.y: '1'}}
                ssh: {user: admin, password: {env: A}}
            """));
    write(
        "n.yaml",
        node(
            "a",
            """
            address: 10.0.0.1
            labels: {b: three}
            kernel: {modules: [br_netfilter]}
            ssh: {password: {file: pw}, user: }
            """));

    NodeSpec node = nodeSpec(load(), "a");

    assertThat(node.labels()).containsEntry("a", "one").containsEntry("b", "three");
    assertThat(node.kernel().modules()).containsExactly("br_netfilter");
    assertThat(node.kernel().sysctls()).containsEntry("x.y", "1");
    assertThat(node.ssh().password().orElseThrow().env()).isEmpty();
    assertThat(node.ssh().user()).as("unset by an empty value").isEmpty();
  }

  @Test
  void aGivenVariableNeedsNoWorkingDefault() throws IOException {
    write("p.yaml", project("variables: {last: {default: '${env.NOT_SET}'}}"));
    write("n.yaml", node("a", "address: 10.0.0.${var.last}\n"));

    assertThat(nodeSpec(load(Map.of("last", "4"), Map.of()), "a").address()).isEqualTo("10.0.0.4");
    assertThat(codes()).containsExactly("missing-environment");
  }

  @Test
  void anUnknownVariableIsRefused() throws IOException {
    write("n.yaml", node("a", "address: 10.0.0.1\n"));

    DiagnosticException stop =
        catchThrowableOfType(DiagnosticException.class, () -> load(Map.of("lats", "4"), Map.of()));

    assertThat(stop.diagnostics()).extracting(Diagnostic::code).containsExactly("unknown-variable");
  }

  @Test
  void valuesFromTheEnvironmentAreNotShown() throws IOException {
    write("n.yaml", node("a", "address: ${env.ADDRESS}\n"));

    DiagnosticException stop =
        catchThrowableOfType(
            DiagnosticException.class, () -> load(Map.of(), Map.of("ADDRESS", "hunter2 ")));

    assertThat(stop.diagnostics().toString()).doesNotContain("hunter2");
  }

  @Test
  void theDigestIsOfTheMeaningAndNotOfTheLayout() throws IOException {
    write("n.yaml", node("a", "address: 10.0.0.1\nrole: worker\n"));
    final String first = load().digest();
    write("n.yaml", node("a", "# a comment\nrole: worker\naddress: \"10.0.0.1\"\n"));
    assertThat(load().digest()).isEqualTo(first).matches("[0-9a-f]{64}");
    write("n.yaml", node("a", "address: 10.0.0.1\nrole: control-plane\n"));
    assertThat(load().digest()).isNotEqualTo(first);
  }

  @Test
  void anOversizedFileIsRefusedWithoutReadingOn() throws IOException {
    write("big.yaml", "# " + "x".repeat(5 << 20) + "\n");
    write("n.yaml", node("a", "addres: 10.0.0.1\n"));

    assertThat(codes()).containsExactly("too-large", "unknown-field");
  }

  @Test
  void aFolderWithoutConfigurationIsAnError() {
    assertThat(codes()).containsExactly("no-configuration");
    folder = folder.resolve("missing");
    assertThat(codes()).containsExactly("no-folder");
  }

  @Test
  void aFileOfCommentsIsOnlyAWarning() throws IOException {
    write("n.yaml", node("a", "address: 10.0.0.1\n"));
    write("later.yaml", "# nothing yet\n---\n");

    assertThat(load().warnings()).extracting(Diagnostic::code).containsExactly("empty-file");
  }

  @Test
  void aLinkOutOfTheFolderIsNotFollowedByFileReferences() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    write("secret", "hunter2");
    Files.createSymbolicLink(inner.resolve("link"), folder.resolve("secret"));
    Files.writeString(
        inner.resolve("n.yaml"),
        node("a", "address: 10.0.0.1\nlabels: {x: '${file.link}', y: '${file.../secret}'}\n"));
    folder = inner;

    assertThat(codes()).containsExactly("missing-file", "missing-file");
  }

  @Test
  void aLongChainOfReferencesIsNoMatter() throws IOException {
    StringBuilder chain = new StringBuilder(node("n0", "address: 10.0.0.1\n"));
    for (int i = 1; i < 3_000; i++) {
      chain.append("---\n").append(node("n" + i, "address: ${Node/n" + (i - 1) + ".address}\n"));
    }
    write("n.yaml", chain.toString());

    Configuration configuration = loadWithoutRules(Map.of(), Map.of());

    assertThat(nodeSpec(configuration, "n2999").address()).isEqualTo("10.0.0.1");
  }

  private static String project(String spec) {
    return "apiVersion: gantry.dev/v1\nkind: Project\nmetadata: {name: demo}\nspec:\n"
        + spec.indent(2);
  }
}
