package dev.gantry.state;

import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Who may open the secrets of a state. All of them are sealed by one data key, which is nowhere but
 * here: wrapped, once for each recipient.
 *
 * @param dataKey which key that is: 16 lower case hex digits, made by chance together with the key
 * @param recipients in the order in which they were added; at least one
 */
public record Encryption(String dataKey, List<Recipient> recipients) {
  public Encryption {
    recipients = List.copyOf(recipients);
  }

  /** How a recipient opens its copy of the data key. */
  public enum Type {
    /** By the private part of a key pair: anybody can wrap for it. */
    X25519,
    /** By the key of a key file: only who has it can wrap for it. */
    KEY_FILE,
    /** By a passphrase: only who knows it can wrap for it. */
    PASSPHRASE
  }

  /**
   * One who may open the secrets.
   *
   * @param id {@code gantry1…} of a key pair; for the others a name that tells nothing of the key
   * @param wrapped the data key as this recipient opens it, base64
   * @param params what else opening takes, nothing of it secret: a salt, what Argon2id costs
   */
  public record Recipient(Type type, String id, String wrapped, Value.Fields params) {}

  /** The recipient of that id. */
  public Optional<Recipient> find(String id) {
    return recipients.stream().filter(recipient -> recipient.id().equals(id)).findFirst();
  }
}
