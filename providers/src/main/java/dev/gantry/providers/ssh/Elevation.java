package dev.gantry.providers.ssh;

import java.util.List;
import java.util.Optional;

/** How one command of a login becomes root's. */
sealed interface Elevation {
  /** What stands before the command. */
  List<String> prefix();

  /** The same in words, for whoever follows. */
  default String told() {
    return prefix().isEmpty()
        ? "root by login"
        : "root by " + prefix().getFirst() + (password().isPresent() ? ", with a password" : "");
  }

  /** The password to send as the first line of standard input. */
  default Optional<String> password() {
    return Optional.empty();
  }

  /** The login is root's. */
  record None() implements Elevation {
    @Override
    public List<String> prefix() {
      return List.of();
    }
  }

  /** By sudo, which asks for nothing. */
  record Sudo() implements Elevation {
    @Override
    public List<String> prefix() {
      return List.of("sudo", "-n", "--");
    }
  }

  /**
   * By sudo, which is asked to forget what it remembers (-k), reads the password from standard
   * input (-S) and says nothing (-p).
   */
  record SudoWithPassword(String secret) implements Elevation {
    @Override
    public List<String> prefix() {
      return List.of("sudo", "-k", "-S", "-p", "", "--");
    }

    @Override
    public Optional<String> password() {
      return Optional.of(secret);
    }

    @Override
    public String toString() {
      return "SudoWithPassword[(hidden)]";
    }
  }

  /** By doas, which asks for nothing. */
  record Doas() implements Elevation {
    @Override
    public List<String> prefix() {
      return List.of("doas", "-n");
    }
  }
}
