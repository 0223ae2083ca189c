package dev.gantry.providers.vip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of a member, word for word, and judged by the programs that read it. */
final class VipFilesTest {
  private static final Map<String, String> GOLDEN =
      Map.of(
          VipFiles.HAPROXY, "haproxy.cfg",
          VipFiles.KEEPALIVED, "keepalived.conf",
          VipFiles.CHECK, "gantry-vip-check",
          VipFiles.RULES, "gantry-vip.nft",
          VipFiles.UNIT, "gantry-vip.service",
          VipFiles.DROP_IN, "keepalived-drop-in.conf");

  private static final Value.Fields V4 =
      Value.Fields.empty()
          .with("address", Value.of("10.0.0.100"))
          .with("nodes", Value.ofTexts(List.of("cp-1", "cp-2", "cp-3")));

  private static final Value.Fields V6 =
      Value.Fields.empty()
          .with("address", Value.of("fd00::100"))
          .with("nodes", Value.ofTexts(List.of("six-1", "six-2")))
          .with("extraPorts", Value.ofTexts(List.of()))
          .with("health", Value.Fields.empty().with("path", Value.of("")));

  private static final Value.Fields V2 =
      V4.with(
          "vrrp",
          Value.Fields.empty()
              .with("version", Value.of(2))
              .with("transport", Value.of("multicast"))
              .with("advertInterval", Value.of("1s"))
              .with("password", Value.Fields.empty().with("env", Value.of("X"))));

  private static final String IN_NAMESPACE =
      """
      ip link add eth0 type veth peer name eth1 && ip link set eth0 up &&
        ip address add 10.0.0.1/24 dev eth0 && ip address add fd00::1/64 dev eth0 nodad || exit 77
      exec keepalived --config-test -f "$0"
      """;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"v4", "v6", "v2"})
  void filesAreAsReviewed(String name) throws Exception {
    for (RemoteFile file : files(name).values()) {
      String golden = "/vip/" + name + "/" + GOLDEN.get(file.path());
      try (InputStream reviewed = VipFilesTest.class.getResourceAsStream(golden)) {
        assertThat(reviewed).as(golden).isNotNull();
        String text =
            new String(Objects.requireNonNull(reviewed).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text(file)).as(golden).isEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v4", "v6", "v2"})
  void haproxyTakesItsFile(String name) throws Exception {
    Path file = written(name, VipFiles.HAPROXY);
    judged("haproxy", "-c", "-f", file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v4", "v6", "v2"})
  void keepalivedTakesItsFile(String name) throws Exception {
    Path check = written(name, VipFiles.CHECK);
    assertThat(check.toFile().setExecutable(true)).isTrue();
    Path password = folder.resolve("password.conf");
    Files.writeString(password, text(PasswordFile.of("s3cret", PasswordFile.newSalt())));
    Path file = folder.resolve("keepalived.conf");
    Files.writeString(
        file,
        text(Objects.requireNonNull(files(name).get(VipFiles.KEEPALIVED)))
            .replace(VipFiles.CHECK, check.toString())
            .replace(VipFiles.PASSWORD, password.toString()));
    assumeTrue(
        System.getProperty("user.name", "").equals("root")
            && Files.isExecutable(Path.of("/usr/sbin/keepalived")),
        "skipped: needs root and keepalived");
    // keepalived judges the interface too, so it gets one in a network namespace of its own.
    judged("unshare", "--net", "sh", "-c", IN_NAMESPACE, file.toString());
  }

  @Test
  void theCheckScriptIsBash() throws Exception {
    judged("bash", "-n", written("v4", VipFiles.CHECK).toString());
  }

  @Test
  void portsOfHaproxyKeepClearOfThoseInUse() {
    VipSpec spec =
        SpecReader.read(
            VipSpec.class,
            V4.with("api", Value.Fields.empty().with("backendPort", Value.of(16443)))
                .with(
                    "extraPorts",
                    new Value.Many(List.of(Value.of(6442), Value.of(60000), Value.of(50000)))));
    assertThat(Forward.of(spec))
        .extracting(Forward::listenPort)
        .containsExactly(16444, 16442, 50001, 60001);
    assertThat(Forward.checkPort(spec)).isEqualTo(16445);
  }

  private static SortedMap<String, RemoteFile> files(String name) {
    Value.Fields fields =
        switch (name) {
          case "v6" -> V6;
          case "v2" -> V2;
          default -> V4;
        };
    Fleet fleet =
        name.equals("v6")
            ? new Fleet("fd00::100", Map.of("six-1", "fd00::1", "six-2", "fd00::2"))
            : Fleet.ofThree();
    VipSpec spec = SpecReader.read(VipSpec.class, fields);
    Layout layout = Layout.of("main", spec, fleet.nodes);
    return VipFiles.of(layout, layout.members().getFirst(), "eth0");
  }

  private Path written(String name, String path) throws Exception {
    Path file = folder.resolve(name + "-" + path.substring(path.lastIndexOf('/') + 1));
    Files.writeString(file, text(Objects.requireNonNull(files(name).get(path))));
    return file;
  }

  private static String text(RemoteFile file) {
    return ((Content.Text) file.content()).text();
  }

  private static void judged(String... argv) throws Exception {
    boolean isThere =
        List.of("/usr/sbin/", "/usr/bin/", "/bin/").stream()
            .anyMatch(at -> Files.isExecutable(Path.of(at + argv[0])));
    assumeTrue(isThere, "skipped: " + argv[0] + " is not installed");
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("[WARNING]");
  }
}
