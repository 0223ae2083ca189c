package dev.gantry.engine.execute;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of every resource's attributes at this moment of the run: as the plan says, then
 * more with every step. Safe for use by several threads.
 */
final class Known implements Request.Attributes {
  private final Request request;
  private final Map<ResourceAddress, Value.Fields> latest = new ConcurrentHashMap<>();

  Known(Request request) {
    this.request = request;
  }

  @Override
  public Optional<Value.Fields> of(ResourceAddress address) {
    return Optional.ofNullable(latest.get(address)).or(() -> request.planned(address));
  }

  void put(ResourceAddress address, Value.Fields attributes) {
    latest.put(address, attributes);
  }
}
