package dev.gantry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.run.BoxWorld;
import dev.gantry.cli.run.Context;
import dev.gantry.cli.terminal.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resource with a secret, from the first key to an exchange of keys. */
final class StateKeysTest {
  private static final String SECRET = "left-right-h1";

  @TempDir Path folder;
  private final BoxWorld world = new BoxWorld();
  private final SortedMap<String, String> environment = new TreeMap<>();
  private String anna = "";

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void declare() throws IOException {
    anna = keygen("anna.key");
    safe("main", "10");
    project("{file: anna.key}", anna);
  }

  @Test
  void aKeyIsForItsOwnerAloneAndNeverReplaced() throws IOException {
    Path file = folder.resolve("anna.key");
    String text = Files.readString(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(text).contains("# public: " + anna + "\n").contains("\nGANTRY-SECRET-KEY-1");
    assertThat(run("state", "keygen", "-o", "anna.key"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("already");
    assertThat(file).hasContent(text);
  }

  @Test
  void aKeyGoesToStandardOutputOnRequest() {
    Ran ran = run("state", "keygen", "-o", "-");

    assertThat(ran.out()).contains("\nGANTRY-SECRET-KEY-1");
    assertThat(ran.err()).startsWith("gantry1");
    assertThat(ran.out()).contains(ran.err().strip());
  }

  @Test
  void theSecretIsInNothingThatIsWrittenOrShown() throws IOException {
    assertThat(run("plan", "--out", "plan.json").exit()).isZero();
    Ran applied = run("apply", "--json", "plan.json");
    assertThat(applied.exit()).isZero();

    String state = Files.readString(folder.resolve("gantry.state.json"));
    assertThat(state).contains("\"$sealed\"").contains(anna);
    for (String text :
        new String[] {
          state,
          Files.readString(folder.resolve("plan.json")),
          applied.out(),
          run("show").out(),
          run("show", "--json").out(),
          run("plan", "--json").out()
        }) {
      assertThat(text).doesNotContain(SECRET);
    }
    assertThat(run("state", "show", "Safe/main").out())
        .containsPattern("combination = \\(sealed sha256:[0-9a-f]{8}\\)")
        .doesNotContain("v1:");
    assertThat(run("plan", "--detailed-exitcode").exit()).isZero();
  }

  @Test
  void anUpdateOpensTheSecretAndKeepsItsText() throws IOException {
    run("apply", "--auto-approve");
    String before = sealed();
    safe("main", "11");

    assertThat(run("apply", "--auto-approve").exit()).isZero();

    assertThat(world.safes.openedWith).containsEntry("h1", SECRET);
    assertThat(sealed()).isEqualTo(before);
  }

  @Test
  void withoutAKeyForTheStateThePlanSaysHowToMakeOne() throws IOException {
    Files.delete(folder.resolve("project.yaml"));

    assertThat(run("plan"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("safe.yaml line 4", "in Safe/main")
        .contains("gantry state keygen");
  }

  @Test
  void whoHasNoKeyCanPlanAndApplyStopsBeforeAnythingIsDone() throws IOException {
    project("{env: STATE_KEY}", anna);
    assertThat(run("plan").out()).contains("Plan: 1 to add");

    assertThat(run("apply", "--auto-approve"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("the environment variable STATE_KEY is not set");
    assertThat(world.safes.there).isEmpty();
    assertThat(folder.resolve("gantry.state.json")).doesNotExist();

    environment.put("STATE_KEY", Files.readString(folder.resolve("anna.key")));
    assertThat(run("apply", "--auto-approve").exit()).isZero();
  }

  @Test
  void anotherKeyThanTheStatesIsRefused() throws IOException {
    run("apply", "--auto-approve");
    safe("main", "11");
    keygen("eve.key");
    project("{file: eve.key}", anna);

    assertThat(run("apply", "--auto-approve"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("The key does not open this state");
  }

  @Test
  void aMovedResourceKeepsItsSecret() throws IOException {
    run("apply", "--auto-approve");
    String before = sealed();
    safe("other", "10");

    assertThat(run("state", "mv", "Safe/main", "Safe/other").exit()).isZero();

    assertThat(sealed()).isNotEqualTo(before);
    assertThat(run("plan", "--detailed-exitcode").exit()).isZero();
    safe("other", "11");
    assertThat(run("apply", "--auto-approve").exit()).isZero();
    assertThat(world.safes.openedWith).containsEntry("h1", SECRET);
  }

  @Test
  void withoutTheKeyNothingIsMoved() throws IOException {
    run("apply", "--auto-approve");
    Files.delete(folder.resolve("anna.key"));

    assertThat(run("state", "mv", "Safe/main", "Safe/other"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("anna.key cannot be read");
    assertThat(run("state", "list").out()).isEqualTo("Safe/main\n");
  }

  @Test
  void aSecretThatWasCopiedElsewhereIsFoundOut() throws IOException {
    run("apply", "--auto-approve");
    Path file = folder.resolve("gantry.state.json");
    Files.writeString(file, Files.readString(file).replace("\"main\"", "\"copy\""));
    safe("copy", "11");

    Ran ran = run("apply", "--auto-approve");

    assertThat(ran.exit()).isEqualTo(ExitCode.PARTIAL);
    assertThat(ran.err())
        .contains("A secret in the state cannot be opened")
        .contains("Safe/copy.combination was altered, moved here")
        .doesNotContain("mistake in Gantry");
  }

  @Test
  void otherRecipientsTakeARekey() throws IOException {
    run("apply", "--auto-approve");
    String before = sealed();
    String bert = keygen("bert.key");
    project("{file: anna.key}", anna, bert);

    assertThat(run("plan"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("gantry state rekey");
    assertThat(run("state", "recipients").out())
        .contains(anna + "  x25519  opens it\n")
        .contains(bert + "  x25519  is listed, but does not open it\n")
        .endsWith("gantry state rekey\n");
    assertThat(run("state", "rekey"))
        .returns(0, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .startsWith("Sealed 1 secret by a new key.\n")
        .contains(bert + "  x25519  opens them\n");
    assertThat(sealed()).isNotEqualTo(before);
    assertThat(run("plan", "--detailed-exitcode").exit()).isZero();

    project("{file: bert.key}", bert);
    assertThat(run("state", "recipients").out()).contains(anna, "no longer listed");
    assertThat(run("state", "rekey").out()).contains(anna + "  x25519  no longer does\n");
    safe("main", "11");
    assertThat(run("apply", "--auto-approve").exit()).isZero();
    assertThat(world.safes.openedWith).containsEntry("h1", SECRET);
  }

  @Test
  void beforeTheFirstSecretThereIsNothingToExchange() {
    assertThat(run("state", "recipients").out())
        .contains(anna + "  x25519  is listed\n")
        .contains("no key yet");
    assertThat(run("state", "rekey"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("The state has no key that could be exchanged");
    assertThat(folder.resolve("gantry.state.json")).doesNotExist();
  }

  private String sealed() throws IOException {
    String state = Files.readString(folder.resolve("gantry.state.json"));
    int start = state.indexOf("\"v1:");
    return state.substring(start, state.indexOf('"', start + 1));
  }

  private String keygen(String file) {
    Ran ran = run("state", "keygen", "-o", file);
    assertThat(ran.exit()).isZero();
    return ran.out().strip();
  }

  private void safe(String name, String size) throws IOException {
    Files.writeString(
        folder.resolve("safe.yaml"),
        """
        apiVersion: gantry.dev/v1
        kind: Safe
        metadata:
          name: %s
        spec:
          host: h1
          size: "%s"
        """
            .formatted(name, size));
  }

  private void project(String key, String... recipients) throws IOException {
    Files.writeString(
        folder.resolve("project.yaml"),
        """
        apiVersion: gantry.dev/v1
        kind: Project
        metadata:
          name: test
        spec:
          encryption:
            method: sealed
            recipients: [%s]
            key: %s
        """
            .formatted(String.join(", ", recipients), key));
  }

  private Ran run(String... arguments) {
    FakeTerminal terminal = new FakeTerminal("", false);
    Context context =
        new Context(terminal.terminal(), folder, environment, "0.1.0", Clock.systemUTC(), world);
    int exit = GantryCommandLine.execute(context, arguments);
    return new Ran(exit, terminal.out(), terminal.err());
  }
}
