package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import dev.gantry.state.Vault;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Seals nothing: what is sealed here is only written down. */
  @Override
  public Vault vault() {
    return new Vault() {
      @Override
      public void unlock() {}

      @Override
      public Value.Sealed seal(Place place, byte[] secret, Optional<Value.Sealed> before) {
        return new Value.Sealed("v1:" + Base64.getEncoder().encodeToString(secret));
      }

      @Override
      public byte[] open(Place place, Value.Sealed what) {
        return Base64.getDecoder().decode(what.text().substring("v1:".length()));
      }
    };
  }

  @Override
  public void condition(String type, Condition.Status status, String reason, String message) {
    said.add(type + "=" + status);
  }
}
