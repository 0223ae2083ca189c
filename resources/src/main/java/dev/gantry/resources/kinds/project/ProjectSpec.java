package dev.gantry.resources.kinds.project;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
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
    @Doc("How the state keeps secrets.") @Default("{}") EncryptionSpec encryption) {

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
      @Doc(
              "none: the state holds no secret, only where each comes from. sealed: it may, each"
                  + " encrypted by itself.")
          @Default("none")
          Method method,
      @Doc(
              "Who may open the secrets: public keys as gantry state keygen prints them. A"
                  + " passphrase or key file in key is one without being listed.")
          @Default("[]")
          @Format(TextFormat.RECIPIENT)
          List<String> recipients,
      @Doc(
              "Where the person who runs Gantry has a key that opens the secrets: what gantry state"
                  + " keygen wrote, or a passphrase of 16 characters or more.")
          Optional<SecretSource> key) {
    private static final EncryptionSpec NONE =
        new EncryptionSpec(Method.NONE, List.of(), Optional.empty());

    /** The methods. */
    public enum Method {
      NONE,
      SEALED
    }

    /** No secret in the state. */
    public static EncryptionSpec none() {
      return NONE;
    }

    /** Whether the state may keep secrets. */
    public boolean seals() {
      return method == Method.SEALED;
    }
  }
}
