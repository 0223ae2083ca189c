package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.HostReading.Answered;
import dev.gantry.engine.probe.HostReading.Silent;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe's script run by this machine's shell, and answers that are not ones. */
final class RemoteReaderTest {
  private static final HostName LOCAL = new HostName("local");

  @TempDir private Path root;

  @Test
  void filesAreHashedAndMeasured() throws Exception {
    Path path = Files.writeString(root.resolve("it's $(a) file"), "hello\n");
    Answered answer = answered(request(List.of(path.toString()), List.of(), Map.of()));
    HostReading.FileReading file = answer.file(path.toString()).orElseThrow();
    assertThat(file.sha256())
        .isEqualTo("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
    assertThat(file.mode()).isEqualTo("644");
    assertThat(file.size()).isEqualTo(6);
    assertThat(file.owner()).contains(":");
    assertThat(file.content()).isEmpty();
  }

  @Test
  void contentsComeWholeAndOnlyWhereAskedFor() throws Exception {
    String content = "gantry-x begin\nfile 0 aaa\nexit 0 0\n\"'é\n";
    Path path = Files.writeString(root.resolve("x"), content);
    Answered answer =
        answered(request(List.of(root + "/absent"), List.of(path.toString()), Map.of()));
    assertThat(answer.file(path.toString()).orElseThrow().content()).contains(content);
    assertThat(answer.file(root + "/absent")).isEmpty();
  }

  @Test
  void whatIsNotTextOrTooLargeHasNoContent() throws Exception {
    Path binary = Files.write(root.resolve("binary"), new byte[] {(byte) 0xff, 0});
    Path large = Files.write(root.resolve("large"), new byte[300_000]);
    Answered answer =
        answered(request(List.of(), List.of(binary.toString(), large.toString()), Map.of()));
    assertThat(answer.file(binary.toString()).orElseThrow().content()).isEmpty();
    assertThat(answer.file(large.toString()).orElseThrow().content()).isEmpty();
    assertThat(answer.file(large.toString()).orElseThrow().size()).isEqualTo(300_000);
  }

  @Test
  void commandsGiveStatusAndBothOutputs() {
    Answered answer =
        answered(
            request(
                List.of(),
                List.of(),
                Map.of(
                    "both", List.of("sh", "-c", "echo out; echo err >&2; exit 7"),
                    "missing", List.of("no-such-program-here", "x"),
                    "quoted", List.of("printf", "%s|", "a b", "$(id)", "", "*"),
                    "reads", List.of("cat"))));
    assertThat(answer.command("both")).contains(new HostReading.Output(7, "out\n", "err"));
    assertThat(answer.command("missing")).isEmpty();
    assertThat(answer.command("quoted").orElseThrow().stdout()).isEqualTo("a b|$(id)||*|");
    assertThat(answer.command("reads").orElseThrow().stdout()).isEmpty();
  }

  @Test
  void outputIsTakenAsItIs() {
    String bytes = "printf 'a\\000b\\377\\n\\n'; head -c 100000 /dev/zero | tr '\\0' x >&2; exit 3";
    Answered answer =
        answered(request(List.of(), List.of(), Map.of("odd", List.of("sh", "-c", bytes))));
    HostReading.Output output = answer.command("odd").orElseThrow();
    assertThat(output.stdout()).isEqualTo("a\0b\uFFFD\n\n");
    assertThat(output.stderr()).hasSize(16_384);
    assertThat(output.exit()).isEqualTo(3);
  }

  @Test
  void aHostThatSaysTooMuchIsSilent() {
    HostReading reading =
        new RemoteReader(ScriptedRemotes.of(local()))
            .read(
                LOCAL,
                request(
                    List.of(), List.of(), Map.of("long", List.of("head", "-c9m", "/dev/zero"))));
    assertThat(reading)
        .isInstanceOfSatisfying(
            Silent.class, silent -> assertThat(silent.reason().detail()).contains("8 MiB"));
  }

  @Test
  void identityIsMachineIdAndHostKey() throws Exception {
    Answered answer = answered(ProbeRequest.identityOnly());
    assertThat(answer.identity().machineId())
        .isEqualTo(Files.readString(Path.of("/etc/machine-id")).strip());
    assertThat(answer.identity().hostKey()).isEqualTo("ssh-ed25519 local");
  }

  @Test
  void aDownHostIsSilentAndNeverAbsent() {
    ScriptedRemote down = ScriptedRemote.on("cp-1").goesDown();
    HostReading reading =
        new RemoteReader(ScriptedRemotes.of(down)).read(down.host(), ProbeRequest.identityOnly());
    assertThat(reading)
        .isInstanceOfSatisfying(
            Silent.class, silent -> assertThat(silent.reason().where().host()).contains("cp-1"));
  }

  @Test
  void anAnswerWithoutItsMarksIsSilent() {
    ScriptedRemote liar =
        ScriptedRemote.on("cp-1").when(_ -> true).prints("gantry-1 begin\nid aaaa\ngantry-1 end\n");
    HostReading reading =
        new RemoteReader(ScriptedRemotes.of(liar)).read(liar.host(), ProbeRequest.identityOnly());
    assertThat(reading)
        .isInstanceOfSatisfying(
            Silent.class, silent -> assertThat(silent.reason().code()).isEqualTo("probe-failed"));
  }

  @Test
  void anAnswerCutAnywhereIsRefused() throws Exception {
    ProbeQuestions questions =
        ProbeQuestions.of(
            request(List.of("/etc/passwd"), List.of("/etc/hosts"), Map.of("id", List.of("id"))));
    String whole = local().run(questions.command()).stdout();
    assertThat(ProbeAnswer.read(questions, "Welcome!\n" + whole).commands()).containsKey("id");
    for (int cut = 0; cut < whole.length() - 1; cut += 7) {
      String part = whole.substring(0, cut);
      assertThat(part.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(whole.length());
      assertThatThrownBy(() -> ProbeAnswer.read(questions, part))
          .as("cut at %d", cut)
          .isInstanceOf(ProbeAnswer.MalformedException.class);
    }
  }

  @Test
  void aGroupOfADirectoryServiceMayHaveSpaces() throws Exception {
    ProbeQuestions questions =
        ProbeQuestions.of(request(List.of("/etc/a"), List.of("/etc/b"), Map.of()));
    String mark = "\n" + questions.mark() + " ";
    String frames =
        mark
            + "id\n0123456789abcdef0123456789abcdef\n"
            + mark
            + "file 0 "
            + "0".repeat(64)
            + " 6 644 root:domain users\n"
            + mark
            + "content 1 3 640 root:domain users\na\nb"
            + mark
            + "end\n";
    String answer =
        questions.mark()
            + " begin\n"
            + Base64.getEncoder().encodeToString(frames.getBytes(StandardCharsets.UTF_8))
            + "\n"
            + questions.mark()
            + " end\n";
    var files = ProbeAnswer.read(questions, answer).files();
    assertThat(files.values())
        .extracting(HostReading.FileReading::owner)
        .containsExactly("root:domain users", "root:domain users");
  }

  private Remote local() {
    return new LocalRemote(root.resolve("gantry"), root);
  }

  private Answered answered(ProbeRequest request) {
    HostReading reading = new RemoteReader(ScriptedRemotes.of(local())).read(LOCAL, request);
    assertThat(reading).isInstanceOf(Answered.class);
    return (Answered) reading;
  }

  private static ProbeRequest request(
      List<String> files, List<String> contents, Map<String, List<String>> commands) {
    return new ProbeRequest(new TreeSet<>(files), new TreeSet<>(contents), new TreeMap<>(commands));
  }
}
