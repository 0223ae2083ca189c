package dev.gantry.state.crypto;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.encoding.RecipientText;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Encryption;
import dev.gantry.state.Encryption.Recipient;
import dev.gantry.state.file.EncryptionJson;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The data key, wrapped: encrypted by AES-256-GCM under a key of each recipient's.
 *
 * <ul>
 *   <li>a key pair: HKDF-SHA256 of what a fresh key and the recipient's agree on (X25519), with
 *       both public keys as the salt; the fresh public key stands before the message;
 *   <li>a key file: HKDF-SHA256 of its bytes;
 *   <li>a passphrase: Argon2id, its salt and its cost among the recipient's params.
 * </ul>
 *
 * <p>Each is bound to the state's lineage, the data key's id, and its own type and id.
 *
 * @param lineage of the state
 * @param cost of passphrases that are wrapped for from now on
 */
record Wrapping(String lineage, Argon2Cost cost) {
  private static final String PURPOSE = "gantry wrapped data key v1";
  private static final int SALT = 16;
  private static final int NAME = 4;

  /**
   * Wraps for recipients, and for whoever does it.
   *
   * @param recipients public keys; one that is there twice counts once
   * @param own a key pair is among the recipients and is not wrapped for once more
   * @param name the id of a key file or passphrase: {@link #name}, or the one that it has
   * @throws DiagnosticException when one of them is no usable key
   */
  Encryption wrap(DataKey data, List<String> recipients, StateKey own, String name) {
    List<Recipient> wrapped = new ArrayList<>();
    for (String recipient : Recipients.normal(recipients)) {
      wrapped.add(forPair(data, recipient));
    }
    switch (own.type()) {
      case X25519 -> {}
      case KEY_FILE -> wrapped.add(forKeyFile(data, own, name));
      case PASSPHRASE -> wrapped.add(forPassphrase(data, own, name));
    }
    return new Encryption(data.id(), wrapped);
  }

  /**
   * The id of a recipient: by chance, it tells one passphrase from another and nothing of either.
   */
  static String name(StateKey own) {
    return own.recipient()
        .orElseGet(
            () ->
                EncryptionJson.text(own.type()) + "-" + HexFormat.of().formatHex(Aes.random(NAME)));
  }

  /** The data key as a recipient opened it. */
  record Unwrapped(DataKey data, String recipient) {}

  /** The data key; empty when the person's key opens none of its copies. */
  Optional<Unwrapped> unwrap(Encryption encryption, StateKey own) {
    return encryption.recipients().stream()
        .filter(recipient -> recipient.type() == own.type())
        .filter(recipient -> own.recipient().map(recipient.id()::equals).orElse(true))
        .flatMap(
            recipient ->
                unwrap(encryption.dataKey(), recipient, own)
                    .map(data -> new Unwrapped(data, recipient.id()))
                    .stream())
        .findFirst();
  }

  private Optional<DataKey> unwrap(String id, Recipient recipient, StateKey own) {
    Optional<byte[]> message = Text.bytes(recipient.wrapped());
    return message
        .flatMap(
            bytes ->
                switch (recipient.type()) {
                  case X25519 -> openPair(bound(id, recipient), bytes, own);
                  case KEY_FILE -> Aes.open(keyFileKey(own), bound(id, recipient), bytes);
                  case PASSPHRASE ->
                      passphraseKey(recipient.params(), own)
                          .flatMap(key -> Aes.open(key, bound(id, recipient), bytes));
                })
        .filter(key -> key.length == Aes.KEY)
        .map(key -> new DataKey(id, key));
  }

  private Recipient forPair(DataKey data, String recipient) {
    byte[] publicKey = RecipientText.parse(recipient).orElseThrow(() -> unusable(recipient));
    byte[] fresh = Aes.random(Curve.LENGTH);
    byte[] freshPublic = Curve.publicOf(fresh);
    byte[] shared = Curve.agree(fresh, publicKey).orElseThrow(() -> unusable(recipient));
    Recipient unwrapped =
        new Recipient(Encryption.Type.X25519, recipient, "", Value.Fields.empty());
    byte[] message =
        Aes.seal(pairKey(shared, freshPublic, publicKey), bound(data.id(), unwrapped), data.key());
    return with(
        unwrapped,
        ByteBuffer.allocate(Curve.LENGTH + message.length).put(freshPublic).put(message).array());
  }

  private static Optional<byte[]> openPair(byte[] bound, byte[] message, StateKey own) {
    if (message.length < Curve.LENGTH) {
      return Optional.empty();
    }
    byte[] freshPublic = Arrays.copyOf(message, Curve.LENGTH);
    byte[] publicKey = Curve.publicOf(own.secret());
    return Curve.agree(own.secret(), freshPublic)
        .flatMap(
            shared ->
                Aes.open(
                    pairKey(shared, freshPublic, publicKey),
                    bound,
                    Arrays.copyOfRange(message, Curve.LENGTH, message.length)));
  }

  private static byte[] pairKey(byte[] shared, byte[] freshPublic, byte[] publicKey) {
    byte[] salt = ByteBuffer.allocate(2 * Curve.LENGTH).put(freshPublic).put(publicKey).array();
    return Derivation.fromKey(shared, salt, PURPOSE + " x25519");
  }

  private Recipient forKeyFile(DataKey data, StateKey own, String name) {
    Recipient unwrapped = new Recipient(Encryption.Type.KEY_FILE, name, "", Value.Fields.empty());
    return with(unwrapped, Aes.seal(keyFileKey(own), bound(data.id(), unwrapped), data.key()));
  }

  private static byte[] keyFileKey(StateKey own) {
    return Derivation.fromKey(own.secret(), new byte[0], PURPOSE + " keyfile");
  }

  private Recipient forPassphrase(DataKey data, StateKey own, String name) {
    Value.Fields params =
        cost.with(Value.Fields.empty().with("salt", Value.of(Text.of(Aes.random(SALT)))));
    Recipient unwrapped = new Recipient(Encryption.Type.PASSPHRASE, name, "", params);
    byte[] key = passphraseKey(params, own).orElseThrow();
    return with(unwrapped, Aes.seal(key, bound(data.id(), unwrapped), data.key()));
  }

  private static Optional<byte[]> passphraseKey(Value.Fields params, StateKey own) {
    return params
        .text("salt")
        .flatMap(Text::bytes)
        .filter(salt -> salt.length == SALT)
        .flatMap(
            salt ->
                Argon2Cost.of(params)
                    .map(cost -> Derivation.fromPassphrase(own.secret(), salt, cost)));
  }

  private static Recipient with(Recipient unwrapped, byte[] message) {
    return new Recipient(unwrapped.type(), unwrapped.id(), Text.of(message), unwrapped.params());
  }

  private byte[] bound(String dataKey, Recipient recipient) {
    return Bound.to(PURPOSE)
        .and(lineage)
        .and(dataKey)
        .and(recipient.type().name())
        .and(recipient.id())
        .bytes();
  }

  private static DiagnosticException unusable(String recipient) {
    return new DiagnosticException(
        Diagnostic.error(
            "bad-recipient",
            "A recipient is no usable public key",
            recipient
                + " is among encryption.recipients, and nothing can be wrapped for it. Ask that"
                + " person for what gantry state keygen printed."));
  }
}
