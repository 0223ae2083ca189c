package dev.gantry.providers.encryption.file;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Values of the provider secretbox: nonce of 24 bytes, tag of 16, ciphertext. As NaCl's
 * crypto_secretbox_xsalsa20poly1305: the first 32 bytes of the key stream are the key of Poly1305,
 * the message is encrypted by what follows (Bernstein, "Cryptography in NaCl", section 9).
 */
final class SecretBox {
  private static final int NONCE = 24;
  private static final int TAG = 16;
  private static final int MAC_KEY = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SecretBox() {}

  static byte[] encrypt(byte[] key, byte[] plain) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    return encrypt(key, nonce, plain);
  }

  /** With a nonce of the caller's: for known answers. */
  static byte[] encrypt(byte[] key, byte[] nonce, byte[] plain) {
    XSalsa20Engine stream = stream(key, nonce);
    byte[] macKey = macKey(stream);
    byte[] message = Arrays.copyOf(nonce, NONCE + TAG + plain.length);
    stream.processBytes(plain, 0, plain.length, message, NONCE + TAG);
    System.arraycopy(tag(macKey, message), 0, message, NONCE, TAG);
    return message;
  }

  static Optional<byte[]> decrypt(byte[] key, byte[] message) {
    if (message.length < NONCE + TAG) {
      return Optional.empty();
    }
    XSalsa20Engine stream = stream(key, Arrays.copyOf(message, NONCE));
    byte[] expected = tag(macKey(stream), message);
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(message, NONCE, NONCE + TAG))) {
      return Optional.empty();
    }
    byte[] plain = new byte[message.length - NONCE - TAG];
    stream.processBytes(message, NONCE + TAG, plain.length, plain, 0);
    return Optional.of(plain);
  }

  private static XSalsa20Engine stream(byte[] key, byte[] nonce) {
    XSalsa20Engine stream = new XSalsa20Engine();
    stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    return stream;
  }

  private static byte[] macKey(XSalsa20Engine stream) {
    byte[] key = new byte[MAC_KEY];
    stream.processBytes(key, 0, MAC_KEY, key, 0);
    return key;
  }

  private static byte[] tag(byte[] key, byte[] message) {
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(key));
    mac.update(message, NONCE + TAG, message.length - NONCE - TAG);
    byte[] tag = new byte[TAG];
    mac.doFinal(tag, 0);
    return tag;
  }
}
