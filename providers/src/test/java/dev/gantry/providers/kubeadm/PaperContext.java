package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What steps see of the engine.
 *
 * @param said what they told
 * @param outputs what they put out
 */
record PaperContext(Value.Fields after, List<String> said, Map<String, Value> outputs)
    implements StepContext {
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
    outputs.put(attribute, value);
  }

  @Override
  public void condition(String type, Condition.Status status, String reason, String message) {
    said.add(type + "=" + status);
  }
}
