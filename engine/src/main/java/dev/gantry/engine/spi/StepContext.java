package dev.gantry.engine.spi;

import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import dev.gantry.state.Vault;
import java.time.Duration;

/** What a running step may use of the engine. Used by the step's own thread only. */
public interface StepContext {
  /** The attributes that the resource is to have, every reference known by now. */
  Value.Fields after();

  /** The time limit of this try. */
  Duration timeout();

  /** Tells what goes on inside the step: a short line for the live view and the log. */
  void progress(String message);

  /** Sets a computed attribute that only this step could tell. */
  void output(String attribute, Value value);

  /**
   * Tells one aspect of the resource's health, kept with its record. The time of the last change is
   * kept while the status stays.
   *
   * @param type what it is about, as Kubernetes names conditions: {@code EtcdHealthy}
   * @param reason one word of upper camel case
   * @param message for people; may be empty
   */
  void condition(String type, Condition.Status status, String reason, String message);

  /**
   * Seals what the resource's attributes are to keep secret, and opens it. Only for providers that
   * say {@link Provider#keepsSecrets}: for them it was unlocked before the first step. What it
   * throws may be passed on: it is told as the step's failure.
   *
   * <p>A sealed {@link #output} is on disk when its step has ended. So a secret is made in a step
   * of its own, before the one that first uses it: whatever cuts the run off then, the state has
   * it.
   */
  default Vault vault() {
    return Vault.none();
  }
}
