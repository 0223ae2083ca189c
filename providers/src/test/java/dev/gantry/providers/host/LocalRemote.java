package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * This machine as a host, through a real /bin/sh, with Gantry's own folder in a place of the
 * test's. Each command goes through the quoter, as over SSH.
 */
final class LocalRemote implements Remote {
  private final Path base;
  private final Path log;

  /** A machine whose {@code /var/lib/gantry} is at {@code base}. */
  LocalRemote(Path base, Path scratch) {
    this.base = base;
    this.log = scratch.resolve("stderr");
  }

  @Override
  public HostName host() {
    return new HostName("local");
  }

  @Override
  public Optional<String> hostKey() {
    return Optional.of("ssh-ed25519 local");
  }

  @Override
  public CommandResult run(Command command) throws RemoteException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", Quoting.line(command.argv()))
              .redirectError(log.toFile())
              .start();
      send(command, process);
      byte[] stdout = process.getInputStream().readAllBytes();
      int exit = process.waitFor();
      return new CommandResult(
          exit, new String(stdout, StandardCharsets.UTF_8), Files.readString(log));
    } catch (IOException e) {
      throw new RemoteException(Diagnostic.error("local", "no shell", String.valueOf(e)), false);
    }
  }

  /** A command that ends without reading all of its input is no failure: its exit status tells. */
  private static void send(Command command, Process process) {
    try (OutputStream stdin = process.getOutputStream()) {
      if (command.stdin().isPresent()) {
        try (InputStream bytes = command.stdin().get().open()) {
          bytes.transferTo(stdin);
        }
      }
    } catch (IOException _) {
      // Told by its exit status.
    }
  }

  @Override
  public void put(RemoteFile file) throws RemoteException, InterruptedException {
    FilePut.put(this, file, base.toString());
  }
}
