package dev.gantry.providers.encryptionkey;

import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Value;
import java.util.List;

/** Specs for tests. */
final class Specs {
  private Specs() {}

  static EncryptionKeySpec spec(String provider, String... resources) {
    return SpecReader.read(
        EncryptionKeySpec.class,
        Value.Fields.empty()
            .with("controlPlane", Value.of("main"))
            .with("provider", Value.of(provider))
            .with("resources", Value.ofTexts(List.of(resources))));
  }
}
