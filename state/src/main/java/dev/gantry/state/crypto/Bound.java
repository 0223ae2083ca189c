package dev.gantry.state.crypto;

import dev.gantry.resources.value.AttributePath;
import dev.gantry.state.Vault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What something encrypted is bound to: bytes that are not stored with it and without which it does
 * not open. Every part has its length before it, so that no two lists of parts are the same bytes.
 */
final class Bound {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Bound() {}

  /**
   * @param purpose keeps what is encrypted for one end from being taken for another
   */
  static Bound to(String purpose) {
    return new Bound().and(purpose);
  }

  /** A sealed value's place, in the state of that lineage. */
  static byte[] toPlace(String lineage, Vault.Place place) {
    Bound bound =
        to("gantry sealed value v1")
            .and(lineage)
            .and(place.address().kind())
            .and(place.address().name());
    for (AttributePath.Element element : place.attribute().elements()) {
      switch (element) {
        case AttributePath.Element.Field(String name) -> bound.and("field").and(name);
        case AttributePath.Element.Index(int position) ->
            bound.and("index").and(Integer.toString(position));
      }
    }
    return bound.bytes();
  }

  Bound and(String part) {
    byte[] text = part.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
    bytes.writeBytes(text);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
