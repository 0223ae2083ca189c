package dev.gantry.providers.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.providers.cni.CniHostileBench;
import dev.gantry.providers.encryptionkey.EncryptionKeyHostileBench;
import dev.gantry.providers.host.Quoting;
import dev.gantry.providers.kubeadm.ControlPlaneHostileBench;
import dev.gantry.providers.node.NodeHostileBench;
import dev.gantry.providers.vip.VipHostileBench;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.Kinds;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.ConfigLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 9, for every place of every kind where a person can write: a hostile value is refused with a
 * diagnostic that names its place, or it reaches machines as data, as it was typed. The places are
 * found in the kinds' models, so that a new field is tested by being there.
 *
 * <p>Data means: no program text of ours has it; a real /bin/sh, given the line that goes over SSH,
 * hands on each argument as it was; and a file has it whole, escaped as its format wants it.
 */
class HostileValuesTest {
  /** In every hostile value, so that a part of one is found too. */
  private static final String MARK = "hOsTiLe";

  private static final List<HostileBench> BENCHES =
      List.of(
          new CniHostileBench(),
          new ControlPlaneHostileBench(),
          new EncryptionKeyHostileBench(),
          new NodeHostileBench(),
          new VipHostileBench());

  @TempDir private Path folder;

  private Path canary = Path.of("");
  private int documents;

  @BeforeEach
  void canary() {
    canary = folder.resolve("executed");
  }

  private List<String> hostileValues() {
    return List.of(
        "$(touch " + canary + ")" + MARK,
        "`touch " + canary + "`" + MARK,
        MARK + "; touch " + canary + "; rm -rf x",
        MARK + "\ntouch " + canary + "\n",
        "'\"" + MARK + "'; touch " + canary + " #\"",
        "a" + MARK + "&&touch " + canary + "|cat>" + canary,
        "../../" + MARK,
        "/" + MARK + "/$(touch " + canary + ")/`touch " + canary + "`/'\"\\%n$HOME",
        "-" + MARK,
        "--" + MARK + "=$IFS",
        "é漢😀\u202e" + MARK,
        MARK + "\u0000\u001b[2J",
        "%s%n" + MARK + "\\n\\0",
        MARK + "x".repeat(64 * 1024));
  }

  @Test
  void everyKindHasItsBench() {
    assertThat(BENCHES.stream().map(HostileBench::kind))
        .containsExactlyInAnyOrderElementsOf(Kinds.all().stream().map(Kind::name).toList());
  }

  @Test
  void aHostileValueIsRefusedOrReachesMachinesAsData() throws Exception {
    SortedMap<String, SortedSet<String>> seen = new TreeMap<>();
    SortedSet<String> arguments = new TreeSet<>();
    for (HostileBench bench : BENCHES) {
      for (Leaf leaf : Leaf.of(kind(bench).spec())) {
        String place = bench.kind() + "." + leaf;
        SortedSet<String> outcomes = new TreeSet<>();
        seen.put(place, outcomes);
        for (String value : hostileValues()) {
          for (Value.Fields base : bench.bases()) {
            Value.Fields spec = leaf.in(base, kind(bench).spec(), value);
            outcomes.add(outcome(bench, spec, value, place, arguments));
          }
        }
      }
    }
    assertThat(seen).allSatisfy((place, outcomes) -> assertThat(outcomes).as(place).isNotEmpty());
    assertThat(seen.values().stream().filter(outcomes -> outcomes.contains("sent")).count())
        .as("places whose hostile values reach machines: %s", seen)
        .isGreaterThan(8);
    assertThatShellsHandOn(List.copyOf(arguments));
    assertThat(canary).doesNotExist();
  }

  /**
   * {@code refused}, {@code sent} or {@code kept}: it stays on the machine that it was typed on.
   */
  private String outcome(
      HostileBench bench,
      Value.Fields spec,
      String value,
      String place,
      SortedSet<String> arguments)
      throws IOException, InterruptedException {
    Optional<Value.Fields> loaded = load(bench, spec, place);
    if (loaded.isEmpty()) {
      return "refused";
    }
    Sent sent = bench.apply(loaded.get());
    boolean isSent = false;
    for (List<String> argv : sent.argvs()) {
      isSent |= assertThatNoProgramHasIt(argv, place);
      argv.stream()
          .filter(argument -> argument.contains(MARK))
          .forEach(argument -> arguments.add(argument));
    }
    for (Map.Entry<String, String> file : sent.files().entrySet()) {
      if (file.getValue().contains(MARK)) {
        isSent = true;
        assertThat(spellings(value).stream().anyMatch(file.getValue()::contains))
            .as("%s in %s, as it was typed:%n%s", place, file.getKey(), file.getValue())
            .isTrue();
      }
    }
    return isSent ? "sent" : "kept";
  }

  /** The spec as a person's file gives it; empty when it is refused. */
  private Optional<Value.Fields> load(HostileBench bench, Value.Fields spec, String place)
      throws IOException {
    Path configuration = Files.createDirectories(folder.resolve("conf-" + documents++));
    Path file = configuration.resolve("a.yaml");
    Files.writeString(
        file,
        "apiVersion: gantry.dev/v1\nkind: "
            + bench.kind()
            + "\nmetadata: {name: main}\nspec: "
            + CanonicalJson.compact(spec)
            + "\n"
            + bench.others());
    try {
      Configuration read = new ConfigLoader(Kinds.all()).load(configuration, Map.of(), Map.of());
      return read.resources().values().stream()
          .filter(desired -> desired.address().toString().equals(bench.kind() + "/main"))
          .map(desired -> desired.spec())
          .findFirst();
    } catch (DiagnosticException refused) {
      assertThat(refused.diagnostics())
          .as(place)
          .isNotEmpty()
          .allSatisfy(HostileValuesTest::namesItsPlace);
      return Optional.empty();
    } finally {
      Files.delete(file);
      Files.delete(configuration);
    }
  }

  private static void namesItsPlace(Diagnostic diagnostic) {
    assertThat(diagnostic.where().source()).as(diagnostic.toString()).isPresent();
    assertThat(diagnostic.summary()).isNotBlank();
    assertThat(diagnostic.detail()).isNotBlank();
    assertThat(diagnostic.summary().length() + diagnostic.detail().length())
        .as("characters of %s", diagnostic.code())
        .isLessThan(2000);
  }

  /** Programs are constants; whether any argument has the value. */
  private static boolean assertThatNoProgramHasIt(List<String> argv, String place) {
    assertThat(argv.getFirst()).as("%s: the program", place).doesNotContain(MARK);
    if (argv.size() > 2 && argv.getFirst().endsWith("sh") && argv.get(1).equals("-c")) {
      assertThat(argv.get(2)).as("%s: the shell's program", place).doesNotContain(MARK);
    }
    return argv.stream().anyMatch(argument -> argument.contains(MARK));
  }

  /** How files may spell a text: plain, as JSON and TOML do, and as systemd does. */
  private static List<String> spellings(String value) {
    String json = CanonicalJson.compact(Value.of(value));
    String escaped = json.substring(1, json.length() - 1);
    return List.of(value, escaped, escaped.replace("%", "%%").replace("$", "$$"));
  }

  /** The line that goes over SSH, read back by a real shell; printf ends each argument with NUL. */
  private void assertThatShellsHandOn(List<String> arguments) throws Exception {
    assertThat(arguments).isNotEmpty();
    for (String argument : arguments) {
      List<String> argv = new ArrayList<>(List.of("/usr/bin/printf", "%s\\0", "x", argument));
      Process shell =
          new ProcessBuilder("/bin/sh", "-c", Quoting.line(argv))
              .directory(folder.toFile())
              .start();
      shell.getOutputStream().close();
      String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).isZero();
      assertThat(out).isEqualTo("x\0" + argument + "\0");
    }
  }

  private static Kind<?> kind(HostileBench bench) {
    return Kinds.all().stream()
        .filter(kind -> kind.name().equals(bench.kind()))
        .findFirst()
        .orElseThrow();
  }
}
