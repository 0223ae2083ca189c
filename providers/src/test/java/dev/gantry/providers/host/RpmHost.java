package dev.gantry.providers.host;

import dev.gantry.resources.address.HostName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * This machine's shell and coreutils, with an rpm and a dnf or zypper whose database is a text
 * file, and without any other package manager.
 */
final class RpmHost implements Remote {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "basename",
          "cat",
          "cmp",
          "comm",
          "cp",
          "dirname",
          "grep",
          "mkdir",
          "mktemp",
          "mv",
          "printf",
          "rm",
          "rmdir",
          "sed",
          "sort",
          "stat",
          "sync",
          "tr");

  private final LocalRemote local;
  private final Path folder;
  private final Path bin;

  RpmHost(Path folder, String manager, List<String> packages) throws IOException {
    this.folder = folder;
    this.local = new LocalRemote(folder.resolve("gantry"), folder);
    this.bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      Path real = Path.of("/usr/bin", tool);
      Files.createSymbolicLink(
          bin.resolve(tool), Files.exists(real) ? real : Path.of("/bin", tool));
    }
    install("rpm", "rpm");
    install("dnf", manager);
    Files.write(folder.resolve("packages"), packages);
    Files.createFile(folder.resolve("needs"));
  }

  private void install(String resource, String name) throws IOException {
    try (InputStream script = RpmHost.class.getResourceAsStream("rpm-host/" + resource)) {
      if (script == null) {
        throw new IOException("no resource " + resource);
      }
      Path file = bin.resolve(name);
      Files.copy(script, file);
      if (!file.toFile().setExecutable(true)) {
        throw new IOException("cannot be made executable: " + file);
      }
    }
  }

  /** What is installed, in the order in which it came. */
  List<String> packages() throws IOException {
    return Files.readAllLines(folder.resolve("packages"));
  }

  /** Something else on the machine that needs a package. */
  void add(String app, String needed) throws IOException {
    Files.writeString(folder.resolve("packages"), app + "\n", StandardOpenOption.APPEND);
    Files.writeString(
        folder.resolve("needs"), app + " " + needed + "\n", StandardOpenOption.APPEND);
  }

  /** From now on installs end in the middle, or no longer do. */
  void breakInstalls(boolean broken) throws IOException {
    Path mark = folder.resolve("broken");
    Files.deleteIfExists(mark);
    if (broken) {
      Files.createFile(mark);
    }
  }

  @Override
  public HostName host() {
    return local.host();
  }

  @Override
  public Optional<String> hostKey() {
    return local.hostKey();
  }

  @Override
  public CommandResult run(Command command) throws RemoteException, InterruptedException {
    List<String> argv =
        new ArrayList<>(List.of("/usr/bin/env", "PATH=" + bin, "RPM_HOST=" + folder));
    argv.addAll(command.argv());
    return local.run(
        new Command(
            argv, command.stdin(), command.secrets(), command.timeout(), command.stdoutLimit()));
  }

  @Override
  public void put(RemoteFile file) throws RemoteException, InterruptedException {
    local.put(file);
  }
}
