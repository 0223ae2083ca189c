package dev.gantry.state;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.Optional;

/**
 * Seals secrets for one state and opens them again. What is sealed for one place is opened at that
 * place only: moved to another field or resource, it is found out. Safe for use by several threads.
 */
public interface Vault {

  /** Where a secret is kept: its resource and its attribute. */
  record Place(ResourceAddress address, AttributePath attribute) {
    @Override
    public String toString() {
      return address + "." + attribute;
    }
  }

  /**
   * Makes sure that secrets can be sealed, and opened where there are any: reads the person's key.
   *
   * @throws DiagnosticException when there is none, or it does not open this state
   */
  void unlock();

  /**
   * Seals a secret. The first one of a state makes its data key, which is on disk when this
   * returns.
   *
   * @param before what is kept at that place so far: given back as it is when it is the same
   *     secret, so that the state's bytes do not change
   * @throws DiagnosticException as {@link #unlock} and, for what is there, as {@link #open}
   */
  Value.Sealed seal(Place place, byte[] secret, Optional<Value.Sealed> before);

  /**
   * The secret. The array is the caller's, to be overwritten when it is done with.
   *
   * @throws DiagnosticException as {@link #unlock}, and when what is sealed was altered or moved,
   *     naming the place
   */
  byte[] open(Place place, Value.Sealed what);

  /** Of a state that keeps no secrets: whatever is asked of it is refused. */
  static Vault none() {
    return new Vault() {
      @Override
      public void unlock() {
        throw new DiagnosticException(noKey());
      }

      @Override
      public Value.Sealed seal(Place place, byte[] secret, Optional<Value.Sealed> before) {
        throw new DiagnosticException(noKey().at(place.address()));
      }

      @Override
      public byte[] open(Place place, Value.Sealed what) {
        throw new DiagnosticException(noKey().at(place.address()));
      }
    };
  }

  /** Why a secret cannot be kept, and how to make a key for the state. */
  static Diagnostic noKey() {
    return Diagnostic.error(
        "no-state-key",
        "A secret would have to be kept, and the state has no key to seal it with",
        """
        Make a key, once for every person:
          gantry state keygen
        and say in the Project where it is and who may open the secrets:
          encryption:
            method: sealed
            recipients: [gantry1…]
            key: {file: ~/.config/gantry/state.key}
        docs/state.md has the other ways: a passphrase, a key file.""");
  }
}
