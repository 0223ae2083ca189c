package dev.gantry.providers.etcd;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import java.time.Duration;
import java.util.List;

/** Keeps what steps tell. */
record ToldContext(List<String> said) implements StepContext {
  @Override
  public Value.Fields after() {
    return Value.Fields.empty();
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void progress(String message) {
    said.add(message);
  }

  @Override
  public void output(String attribute, Value value) {
    said.add("output " + attribute);
  }

  @Override
  public void condition(String type, Condition.Status status, String reason, String message) {
    said.add("condition " + type + " " + status);
  }
}
