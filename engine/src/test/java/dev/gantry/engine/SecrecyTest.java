package dev.gantry.engine;

import static dev.gantry.engine.memory.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.engine.execute.Outcome;
import dev.gantry.engine.execute.StopSignal;
import dev.gantry.engine.memory.Faults;
import dev.gantry.engine.memory.Fleet;
import dev.gantry.engine.memory.KeepingProvider;
import dev.gantry.engine.memory.MemoryProvider;
import dev.gantry.engine.memory.MemorySession;
import dev.gantry.engine.memory.MemoryWorld;
import dev.gantry.engine.memory.Things;
import dev.gantry.engine.plan.Plan;
import dev.gantry.engine.planner.PlanOptions;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kinds.project.ProjectSpec.EncryptionSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import dev.gantry.state.crypto.SealingSession;
import dev.gantry.state.crypto.StateKey;
import dev.gantry.state.crypto.StateVault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kind that keeps secrets, from the plan to the record. */
final class SecrecyTest {
  private static final PlanOptions NORMAL = PlanOptions.normal();

  private final StateKey key = StateKey.generate();
  private final MemoryWorld world = new MemoryWorld();
  private Faults faults = Faults.NONE;
  private String secret = "s3cr3t";
  private final Configuration keyless = things("1").configuration();
  private final Configuration sealing =
      keyless.with(
          new EncryptionSpec(
              EncryptionSpec.Method.SEALED,
              List.of(key.recipient().orElseThrow()),
              Optional.of(
                  new SecretSource(Optional.of("KEY"), Optional.empty(), Optional.empty()))));

  private Fleet things(String x) {
    return new Fleet(world).with(thing("a", "h1").set("x", x), thing("b", "h2"));
  }

  private Engine engine() {
    return new Engine(
        List.of(new KeepingProvider(new MemoryProvider(world, faults), secret)),
        world,
        "0.1.0",
        Clock.systemUTC());
  }

  @Test
  void theSecretIsSealedIntoTheRecordAndThenThereIsNothingToDo() {
    MemorySession memory = new MemorySession(MemorySession.emptyState());
    StateSession session = session(memory, key.text());

    assertThat(apply(sealing, session).failures()).isEmpty();

    State state = session.current();
    assertThat(opened(memory)).isEqualTo("s3cr3t");
    assertThat(Fleet.actions(plan(sealing, state))).isEmpty();
  }

  /** What machines depend on from the next step on must not be known to a dead process alone. */
  @ParameterizedTest
  @CsvSource({"write, false", "activate, false", "write, true", "activate, true"})
  void aSecretIsOnDiskWhenTheStepThatMadeItHasEnded(String step, boolean update) {
    MemorySession memory = new MemorySession(MemorySession.emptyState());
    if (update) {
      apply(sealing, session(memory, key.text()));
    }
    Configuration desired = things(update ? "2" : "1").configuration().with(sealing.encryption());
    secret = "another";
    faults = (address, id) -> fail(id.equals(step), address);

    assertThat(apply(desired, session(memory, key.text())).failures()).isNotEmpty();

    assertThat(opened(memory)).isEqualTo("another");
    assertThat(recorded(memory).pending()).isPresent();
    assertThat(recorded(memory).attributes().fields("settings").text("x")).contains("1");
    faults = Faults.NONE;
    assertThat(apply(desired, session(memory, key.text())).failures()).isEmpty();
    assertThat(opened(memory)).isEqualTo("another");
    assertThat(recorded(memory).pending()).isEmpty();
    assertThat(Fleet.actions(plan(desired, memory.current()))).isEmpty();
  }

  private static void fail(boolean now, ResourceAddress address) throws StepException {
    if (now && address.name().equals("a")) {
      throw new StepException(Diagnostic.error("broken", "Broken", "Mend it."), false);
    }
  }

  private static Recorded recorded(MemorySession memory) {
    return Optional.ofNullable(memory.current().resources().get(Things.address("a"))).orElseThrow();
  }

  private String opened(MemorySession memory) {
    Value sealed = recorded(memory).attributes().find(KeepingProvider.SECRET).orElseThrow();
    Vault.Place place =
        new Vault.Place(Things.address("a"), AttributePath.of(KeepingProvider.SECRET));
    return new String(
        session(memory, key.text()).vault().open(place, (Value.Sealed) sealed),
        StandardCharsets.UTF_8);
  }

  @Test
  void theDataKeyIsJournalledBeforeWhatIsSealedByIt() {
    MemorySession memory = new MemorySession(MemorySession.emptyState());

    apply(sealing, session(memory, key.text()));

    List<? extends Class<?>> entries = memory.entries().stream().map(Object::getClass).toList();
    assertThat(entries.indexOf(JournalEntry.EncryptionRecorded.class))
        .isBetween(0, entries.lastIndexOf(JournalEntry.ResourceRecorded.class));
    assertThat(entries.stream().filter(JournalEntry.EncryptionRecorded.class::equals)).hasSize(1);
  }

  @Test
  void withoutAKeyForTheStateThereIsNoPlan() {
    Diagnostic told =
        refused(() -> plan(keyless, MemorySession.emptyState())).diagnostics().getFirst();

    assertThat(told.code()).isEqualTo("no-state-key");
    assertThat(told.where().address()).contains(Things.address("a"));
    assertThat(told.where().source()).isPresent();
  }

  @Test
  void aPlanNeedsNoKeyAndARunBeginsOnlyWithOne() {
    MemorySession memory = new MemorySession(MemorySession.emptyState());
    assertThat(Fleet.actions(plan(sealing, memory.current()))).hasSize(2);

    assertThat(refused(() -> apply(sealing, session(memory, "short"))).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("state-key-unusable");

    assertThat(memory.entries()).isEmpty();
    assertThat(world.files()).isEmpty();
  }

  @Test
  void otherRecipientsThanTheStateHasAreToldAtPlanTime() {
    MemorySession memory = new MemorySession(MemorySession.emptyState());
    apply(sealing, session(memory, key.text()));
    Configuration changed =
        sealing.with(
            new EncryptionSpec(
                EncryptionSpec.Method.SEALED,
                List.of(StateKey.generate().recipient().orElseThrow()),
                sealing.encryption().key()));

    assertThat(refused(() -> plan(changed, memory.current())).diagnostics().getFirst().detail())
        .contains("gantry state rekey");
  }

  private StateSession session(MemorySession memory, String text) {
    StateVault.Keyring keyring =
        new StateVault.Keyring(List.of(key.recipient().orElseThrow()), () -> text);
    return new SealingSession(memory, new StateVault(memory, keyring));
  }

  private Plan plan(Configuration configuration, State state) {
    return engine().plan(configuration, state, NORMAL, _ -> {});
  }

  private Outcome apply(Configuration configuration, StateSession session) {
    return engine()
        .apply(
            plan(configuration, session.current()),
            configuration,
            session,
            Fleet.QUICK,
            _ -> {},
            new StopSignal());
  }

  private static DiagnosticException refused(ThrowingCallable call) {
    return catchThrowableOfType(DiagnosticException.class, call);
  }
}
