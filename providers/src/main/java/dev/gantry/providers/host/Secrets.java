package dev.gantry.providers.host;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SecretSource;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads secrets from where the configuration says they are, each time anew. What it returns lives
 * in memory only: it is never logged, and no message of this class has a part of it (law 7).
 */
public final class Secrets {
  private static final long COMMAND_SECONDS = 60;
  private static final File NOTHING = new File("/dev/null");
  private static final String NEXT =
      "The secret is named in the configuration by env, file or command; see that it can be read,"
          + " then run again.";

  private final Workstation here;

  /** Secrets as this machine has them. */
  public Secrets(Workstation here) {
    this.here = here;
  }

  /**
   * The secret, without one trailing line break.
   *
   * @throws DiagnosticException when it cannot be read, naming its source and never its content
   */
  public String read(SecretSource source) throws InterruptedException {
    if (source.env().isPresent()) {
      return fromEnvironment(source.env().get());
    }
    if (source.file().isPresent()) {
      return fromFile(source.file().get());
    }
    if (source.command().isPresent()) {
      return fromCommand(source.command().get());
    }
    throw unreadable("a secret has no source", "One of env, file and command must be set.");
  }

  private String fromEnvironment(String name) {
    String value = here.environment().get(name);
    if (value == null) {
      throw unreadable("the environment variable " + name + " is not set", NEXT);
    }
    return value;
  }

  private String fromFile(String written) {
    try {
      return withoutLineBreak(Files.readString(here.path(written)));
    } catch (IOException e) {
      throw unreadable(
          "the secret file " + written + " cannot be read",
          e.getClass().getSimpleName() + ". " + NEXT);
    }
  }

  private String fromCommand(List<String> argv) throws InterruptedException {
    String name = argv.isEmpty() ? "(none)" : argv.getFirst();
    Process process;
    try {
      process =
          new ProcessBuilder(argv)
              .directory(here.folder().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException | IndexOutOfBoundsException e) {
      throw unreadable("the secret command " + name + " cannot be started", NEXT);
    }
    try {
      return output(process, name);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String output(Process process, String name) throws InterruptedException {
    var killer = Thread.ofVirtual().start(() -> endLate(process));
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw unreadable("the secret command " + name + " ended with exit status " + exit, NEXT);
      }
      return withoutLineBreak(text);
    } catch (IOException e) {
      throw unreadable("the secret command " + name + " could not be read", NEXT);
    } finally {
      killer.interrupt();
    }
  }

  private static void endLate(Process process) {
    try {
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String withoutLineBreak(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static DiagnosticException unreadable(String summary, String detail) {
    return new DiagnosticException(Diagnostic.error("secret-unreadable", summary, detail));
  }
}
