package dev.gantry.providers.vip;

import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The password of VRRP version 2, in a file of its own that {@code keepalived.conf} includes.
 *
 * <p>Eight characters are guessed from a plain hash in no time. The file therefore also holds a
 * salt of 128 random bits that exists on its host only: the state keeps the hash of the whole file,
 * which says that something changed and nothing else. Who can read the salt can read the password
 * beside it anyway.
 */
final class PasswordFile {
  private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._~+/=:,;%^&*()<>?-]{1,8}");
  private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private PasswordFile() {}

  /** A new salt. */
  static String newSalt() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Whether this is a salt and not what somebody made of it. */
  static boolean isSalt(String text) {
    return SALT.matcher(text).matches();
  }

  /** The salt's own file. */
  static RemoteFile salt(String salt) {
    return RemoteFile.text(VipFiles.SALT, salt + "\n").mode("0600");
  }

  /**
   * The file with the password.
   *
   * @throws DiagnosticException when keepalived could not take the password as it is
   */
  static RemoteFile of(String password, String salt) {
    if (!USABLE.matcher(password).matches()) {
      throw new DiagnosticException(
          Diagnostic.error(
              "vrrp-password",
              "The VRRP password cannot be used",
              "VRRP version 2 has passwords of 1 to 8 characters (RFC 2338 section 5.3.6.1;"
                  + " keepalived would cut a longer one without a word). Letters, digits and"
                  + " . _ ~ + / = : , ; % ^ & * ( ) < > ? - can be used."));
    }
    return RemoteFile.text(VipFiles.PASSWORD, text(salt, password)).mode("0600");
  }

  private static String text(String salt, String password) {
    return """
    # Gantry's. Salt: %s
    authentication {
        auth_type PASS
        auth_pass %s
    }
    """
        .formatted(salt, password);
  }
}
