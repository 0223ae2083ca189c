package dev.gantry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.run.BoxWorld;
import dev.gantry.cli.run.Context;
import dev.gantry.cli.terminal.FakeTerminal;
import dev.gantry.engine.spi.HostLocks;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.state.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Commands from what is typed to what is printed, on machines in memory. */
final class CommandsTest {
  @TempDir Path folder;
  private final BoxWorld world = new BoxWorld();

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void declare() throws IOException {
    boxes("a", "b");
  }

  @Test
  void planApplyPlan() {
    assertThat(run("plan", "--detailed-exitcode"))
        .returns(2, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .contains("  # Box/a will be created\n  + resource \"Box\" \"a\" {\n")
        .contains("      + material = \"wood\"\n      + size     = \"10\"\n")
        .contains("\nPlan: 2 to add, 0 to change, 0 to destroy.\n");

    assertThat(run("apply", "-auto-approve"))
        .returns(0, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .contains("Box/a: Creating...\n")
        .contains("Box/a: Creation complete after 0s\n")
        .endsWith("\nApply complete! Resources: 2 added, 0 changed, 0 destroyed.\n");

    assertThat(run("plan", "-detailed-exitcode"))
        .returns(0, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .contains("\nNo changes. Your infrastructure matches the configuration.\n");
    assertThat(run("drift")).returns(0, Ran::exit);
  }

  @Test
  void aMachineThatAnotherRunHoldsIsNotChanged() {
    world.locks = new HeldByOther("b", "run-7");
    assertThat(run("apply", "--auto-approve"))
        .returns(16, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("b is another's");
    assertThat(world.boxes).isEmpty();

    assertThat(run("force-unlock", "run-8"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("No machine is locked by that run");
    assertThat(run("force-unlock", "run-7"))
        .returns(0, Ran::exit)
        .returns("Unlocked b.\n", Ran::out);
    assertThat(run("apply", "--auto-approve")).returns(0, Ran::exit);
  }

  @Test
  void theNetworksOptionsAreChecked() {
    assertThat(run("apply", "--auto-approve", "--upload-parallelism", "0").err())
        .contains("--upload-parallelism must be 1 or more");
    assertThat(run("apply", "--auto-approve", "--reconnect-timeout", "soon").err())
        .contains("--reconnect-timeout is no duration");
    assertThat(run("apply", "--auto-approve", "--reconnect-timeout", "90s").exit()).isZero();
  }

  /** One machine is another run's until that is taken away. */
  private static final class HeldByOther implements HostLocks {
    private final String host;
    private String run;

    HeldByOther(String host, String run) {
      this.host = host;
      this.run = run;
    }

    @Override
    public Taking take(HostName asked, Claim claim) {
      return asked.value().equals(host) && !run.isEmpty()
          ? new Taking.Held(Diagnostic.error("host-locked", host + " is another's", "Wait."))
          : new Taking.Taken();
    }

    @Override
    public void release(HostName released) {}

    @Override
    public boolean takeAway(HostName asked, String from) {
      if (!asked.value().equals(host) || !from.equals(run)) {
        return false;
      }
      run = "";
      return true;
    }
  }

  @Test
  void howMachinesAreReachedIsToldOnStderrOnRequest() {
    for (String option : List.of("-v", "--verbose", "-verbose")) {
      assertThat(run("plan", option).err())
          .contains("a: looking into the box [2J and out again\n")
          .contains("b: looking into the box [2J and out again\n");
    }
    assertThat(run("plan").err()).isEmpty();
  }

  @Test
  void driftIsToldAndRepaired() {
    run("apply", "--auto-approve");
    world.boxes.computeIfPresent("b", (name, box) -> box.with("size", Value.of("11")));

    assertThat(run("drift"))
        .returns(2, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .contains("Note: Objects have changed outside of Gantry")
        .contains("  # Box/b has changed\n  ~ resource \"Box\" \"b\" {\n")
        .contains("      ~ size = \"10\" -> \"11\"\n");
    JsonNode json = Json.parse(run("drift", "--json").out());
    assertThat(json.get("resource_drift").get(0).get("address").stringValue()).isEqualTo("Box/b");

    assertThat(run("apply", "--auto-approve").out())
        .endsWith("Apply complete! Resources: 0 added, 1 changed, 0 destroyed.\n");
    assertThat(run("drift").exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no\n", "y\n", "\n", "", "YES\n"})
  void onlyYesIsAYes(String answer) {
    assertThat(answering(answer, "apply"))
        .returns(1, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .contains("Only 'yes' will be accepted")
        .endsWith("Cancelled: nothing was changed.\n");
    assertThat(world.boxes).isEmpty();
    assertThat(folder.resolve("gantry.state.json")).doesNotExist();
  }

  @Test
  void yesIsAYes() {
    assertThat(answering("yes\n", "apply").exit()).isZero();
    assertThat(world.boxes).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--input=false", "--json"})
  void whatCannotAskDoesNotHang(String option) {
    assertThat(run("apply", option))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("cannot ask for approval")
        .contains("--auto-approve");
  }

  @Test
  void aSavedPlanIsAppliedWithoutAskingAndOnlyOnce() {
    assertThat(run("plan", "-out=plan.json").out()).contains("gantry apply plan.json");
    assertThat(run("show", "plan.json").out()).contains("Plan: 2 to add");
    assertThat(run("apply", "plan.json").exit()).isZero();
    assertThat(run("apply", "plan.json")).returns(ExitCode.STALE, Ran::exit);
    assertThat(run("apply", "--target=Box/a", "plan.json").err())
        .contains("Error: A saved plan is applied as it is");
  }

  @Test
  void aPlanEditedByHandIsRefused() throws IOException {
    run("plan", "--out", "plan.json");
    Path plan = folder.resolve("plan.json");
    Files.writeString(plan, Files.readString(plan).replace("\"10\"", "\"99\""));

    assertThat(run("apply", "plan.json")).returns(1, Ran::exit);
    assertThat(world.boxes).isEmpty();
  }

  @Test
  void whatFailsIsToldAndTheRestIsDone() {
    world.broken.add("a");

    Ran ran = run("apply", "--auto-approve");

    assertThat(ran.exit()).isEqualTo(ExitCode.PARTIAL);
    assertThat(ran.out())
        .contains("  failed   Box/a  create: The box broke\n")
        .contains("  done     Box/b  create\n")
        .contains("Apply incomplete. Resources: 1 added, 0 changed, 0 destroyed.\n");
    assertThat(ran.err()).contains("Error: The box broke").contains("Take a better one.");
  }

  @Test
  void aSilentMachineIsLeftAloneAndTheRestIsDone() {
    world.silent.add("a");

    Ran plan = run("plan");
    assertThat(plan.exit()).isZero();
    assertThat(plan.out())
        .contains("Nothing is planned for 1 resource:")
        .contains("  # Box/a is left as it is: No answer from a\n")
        .contains("Plan: 1 to add, 0 to change, 0 to destroy.");
    assertThat(run("apply", "--auto-approve").exit()).isEqualTo(ExitCode.PARTIAL);
    assertThat(world.boxes).containsOnlyKeys("b");
    assertThat(run("plan", "--detailed-exitcode").exit()).isEqualTo(ExitCode.ERROR);
    assertThat(run("apply", "--auto-approve").exit()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void destroyTakesEverythingAway() {
    run("apply", "--auto-approve");

    assertThat(run("destroy", "--auto-approve"))
        .returns(0, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .contains("  # Box/a will be destroyed\n")
        .endsWith("\nDestroy complete! Resources: 2 destroyed.\n");
    assertThat(world.boxes).isEmpty();
    assertThat(run("state", "list").out()).isEmpty();
  }

  @Test
  void theStateIsListedShownAndMended() {
    run("apply", "--auto-approve");

    assertThat(run("state", "list").out()).isEqualTo("Box/a\nBox/b\n");
    assertThat(run("state", "show", "Box/a").out())
        .contains("resource \"Box\" \"a\" {\n    material = \"wood\"\n    size     = \"10\"\n}\n");
    assertThat(run("show", "Box/a").out()).isEqualTo(run("state", "show", "Box/a").out());
    assertThat(run("state", "show", "Box/c").err()).contains("Did you mean \"Box/a\"?");
    assertThat(run("state", "rm", "Box/a").exit()).isZero();
    assertThat(run("state", "mv", "Box/b", "Box/c").exit()).isZero();
    assertThat(run("state", "list").out()).isEqualTo("Box/c\n");
  }

  @Test
  void jsonIsOneObjectALine() {
    String out = run("apply", "--json", "--auto-approve").out();

    assertThat(out.lines().map(line -> Json.parse(line).get("type").stringValue()).distinct())
        .containsExactlyInAnyOrder(
            "version",
            "refresh_start",
            "refresh_complete",
            "planned_change",
            "change_summary",
            "apply_start",
            "provision_start",
            "provision_complete",
            "apply_complete");
    assertThat(out.lines().findFirst().orElseThrow()).contains("\"type\":\"version\"");
  }

  @Test
  void asJsonAProblemIsALineToo() throws IOException {
    Files.writeString(folder.resolve("gantry.state.json"), "{");

    assertThat(run("plan", "--json"))
        .returns(1, Ran::exit)
        .returns("", Ran::err)
        .extracting(Ran::out)
        .asString()
        .contains("\"type\":\"diagnostic\"")
        .contains("The state file cannot be read");
  }

  @Test
  void aRefreshRecordsWhatTheMachinesSay() {
    run("apply", "--auto-approve");
    world.boxes.computeIfPresent("b", (name, box) -> box.with("size", Value.of("11")));

    assertThat(run("apply", "--refresh-only", "--auto-approve").exit()).isZero();
    assertThat(run("state", "show", "Box/b").out()).contains("size     = \"11\"");
    assertThat(run("drift").exit()).isZero();
    assertThat(run("plan").out()).contains("Plan: 0 to add, 1 to change, 0 to destroy.");
  }

  @Test
  void aMistypedOptionIsGuessed() {
    assertThat(run("plan", "--detailed-exitcod"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .startsWith("Error: Unknown option: '--detailed-exitcod'")
        .contains("--detailed-exitcode")
        .contains("gantry plan --help");
    assertThat(run("plam").err())
        .startsWith("Error: There is no command \"plam\"\n\nDid you mean plan");
  }

  @Test
  void validateTellsEveryProblem() throws IOException {
    assertThat(run("validate").out()).isEqualTo("Success! The configuration is valid.\n");
    Files.writeString(
        folder.resolve("more.yaml"),
        """
        apiVersion: gantry.dev/v1
        kind: Box
        metadata:
          name: c
        spec:
          sise: "1"
        """);

    Ran text = run("validate");
    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.err()).contains("more.yaml line 6").contains("^^^^");
    JsonNode json = Json.parse(run("validate", "--format", "json").out());
    assertThat(json.get("valid").booleanValue()).isFalse();
    assertThat(json.get("diagnostics").get(0).get("range").get("start").get("line").longValue())
        .isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"version\":1", "{\"version\":99,\"gantryVersion\":\"9\"}"})
  void aStateThatCannotBeReadStopsEverything(String state) throws IOException {
    Path file = folder.resolve("gantry.state.json");
    Files.writeString(file, state);

    for (String command : new String[] {"plan", "apply", "drift", "show"}) {
      assertThat(run(command)).as(command).returns(1, Ran::exit).returns("", Ran::out);
    }
    assertThat(file).hasContent(state);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : GantryCommandLine.of(context("")).getSubcommands().keySet()) {
      assertThat(run(command, "--help")).as(command).returns(0, Ran::exit).returns("", Ran::err);
    }
    assertThat(run("--help").out()).contains("Exit codes:").contains("force-unlock");
    assertThat(run("completion").out()).contains("gantry");
  }

  private void boxes(String... names) throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (String name : names) {
      yaml.append("---\napiVersion: gantry.dev/v1\nkind: Box\nmetadata:\n  name: ")
          .append(name)
          .append("\nspec:\n  size: \"10\"\n");
    }
    Files.writeString(folder.resolve("boxes.yaml"), yaml);
  }

  private Ran run(String... arguments) {
    return answering("", arguments);
  }

  private Ran answering(String answers, String... arguments) {
    FakeTerminal terminal = new FakeTerminal(answers, false);
    int exit = GantryCommandLine.execute(context(terminal), arguments);
    return new Ran(exit, terminal.out(), terminal.err());
  }

  private Context context(String answers) {
    return context(new FakeTerminal(answers, false));
  }

  private Context context(FakeTerminal terminal) {
    return new Context(
        terminal.terminal(), folder, new TreeMap<>(), "0.1.0", Clock.systemUTC(), world);
  }
}
