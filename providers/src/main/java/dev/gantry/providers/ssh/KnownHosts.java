package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Workstation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;

/** Adds first contacts to known_hosts, as {@code StrictHostKeyChecking accept-new} does. */
final class KnownHosts {
  private KnownHosts() {}

  /**
   * Adds a key to the machine's file. One write at its end, so that others who add are not
   * disturbed.
   *
   * @throws RemoteException when it cannot be written, not retryable
   */
  static synchronized void add(Machine machine, String key, Workstation here)
      throws RemoteException {
    String file = HostKeys.files(machine).getFirst();
    try {
      append(here.path(file), name(machine) + " " + key + "\n");
    } catch (IOException e) {
      throw Failures.notPinned(machine, file, Failures.cause(e));
    }
  }

  private static void append(Path path, String line) throws IOException {
    if (path.getParent() != null && !Files.isDirectory(path.getParent())) {
      Files.createDirectories(
          path.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (FileChannel channel =
        FileChannel.open(
            path,
            EnumSet.of(
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.lock();
      ByteBuffer last = ByteBuffer.allocate(1);
      boolean cut =
          channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
      byte[] bytes = ((cut ? "\n" : "") + line).getBytes(StandardCharsets.UTF_8);
      ByteBuffer out = ByteBuffer.wrap(bytes);
      long at = channel.size();
      while (out.hasRemaining()) {
        at += channel.write(out, at);
      }
      channel.force(true);
    }
  }

  /** {@code name}, or {@code [name]:port}. */
  private static String name(Machine machine) {
    return KnownHostHashValue.createHostPattern(machine.address(), machine.port());
  }
}
