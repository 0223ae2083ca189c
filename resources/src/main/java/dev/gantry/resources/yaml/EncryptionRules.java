package dev.gantry.resources.yaml;

import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kinds.project.ProjectSpec.EncryptionSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.yaml.tree.Place;
import java.util.List;
import java.util.Optional;

/** What must hold between the fields of a Project's {@code encryption}. */
final class EncryptionRules {
  private static final AttributePath ENCRYPTION = AttributePath.of("encryption");

  private final SpecDecoder.Decoded decoded;
  private final Context context;

  private EncryptionRules(SpecDecoder.Decoded decoded, Context context) {
    this.decoded = decoded;
    this.context = context;
  }

  /** Tells what does not hold; keeps quiet about what was told of the fields themselves. */
  static void check(EncryptionSpec spec, SpecDecoder.Decoded decoded, Context context) {
    if (decoded.broken().stream().noneMatch(ENCRYPTION::contains)) {
      new EncryptionRules(decoded, context).check(spec);
    }
  }

  private void check(EncryptionSpec spec) {
    if (spec.seals() && spec.key().isEmpty()) {
      tell(
          "method",
          "missing-key",
          "Nothing says where the state's key is",
          "Make one with gantry state keygen and name its file: key: {file: …}. Where each person"
              + " has it elsewhere, name a variable: key: {env: GANTRY_STATE_KEY}.");
    }
    if (!spec.seals() && spec.key().isPresent()) {
      unused("key");
    }
    if (!spec.seals() && !spec.recipients().isEmpty()) {
      unused("recipients");
    }
    if (spec.key().flatMap(SecretSource::command).filter(List::isEmpty).isPresent()) {
      tell(
          "key",
          "empty-command",
          "The command is empty",
          "Give the program and its arguments as a list.");
    }
  }

  private void unused(String field) {
    tell(
        field,
        "unused-field",
        "\"encryption." + field + "\" does nothing here",
        "The method is none: the state keeps no secret. Set encryption.method to sealed, or remove"
            + " it.");
  }

  private void tell(String field, String code, String summary, String detail) {
    Place place = decoded.places().get(ENCRYPTION.field(field));
    context.error(Optional.ofNullable(place).orElseThrow(), code, summary, detail);
  }
}
