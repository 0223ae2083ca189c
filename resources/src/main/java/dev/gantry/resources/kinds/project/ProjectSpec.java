package dev.gantry.resources.kinds.project;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of {@code kind: Project}, but for {@code defaults}: a partial spec by kind, whose type
 * depends on the kinds that there are. At most one Project stands in a folder; it is no resource.
 */
public record ProjectSpec(
    @Doc("Values given from outside, for ${var.name}.") @Default("{}")
        Map<String, VariableSpec> variables,
    @Doc("Where the state is kept.") @Default("{}") StateSpec state,
    @Doc("How the state is encrypted at rest.") @Default("{}") EncryptionSpec encryption) {

  /** One variable. It is never a secret: secrets are named by env, file or command. */
  public record VariableSpec(
      @Doc("Its value unless --var or GANTRY_VAR_<name> gives one; without it one must be given.")
          Optional<String> default_,
      @Doc("What it is for.") Optional<String> description) {}

  /** Where the state is kept. */
  public record StateSpec(
      @Doc("local: a file beside the configuration.") @Default("local") Backend backend) {
    /** The places. */
    public enum Backend {
      LOCAL
    }
  }

  /** How the state is encrypted. */
  public record EncryptionSpec(
      @Doc("none: the state holds no secret, only where each comes from.") @Default("none")
          Method method) {
    /** The methods. */
    public enum Method {
      NONE
    }
  }
}
