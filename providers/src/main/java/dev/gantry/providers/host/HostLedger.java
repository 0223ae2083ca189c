package dev.gantry.providers.host;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The ledger that a host keeps, worked by fixed scripts. {@code ledger.sh} has its layout. Steps of
 * one host run one after another, so that the scripts need no lock among themselves.
 */
public final class HostLedger implements Ledger {
  private static final Duration PACKAGES_LIMIT = Duration.ofMinutes(15);

  /** packages.sh needs a manager; each file has one. */
  private static final String[] MANAGERS = {"apt.sh", "dnf.sh", "zypper.sh", "rpm.sh"};

  private static final int NO_NOTE = 3;

  private final Remote remote;
  private final String base;

  private HostLedger(Remote remote, String base) {
    this.remote = remote;
    this.base = base;
  }

  /** The ledger of that machine. */
  public static HostLedger on(Remote remote) {
    return new HostLedger(remote, FilePut.BASE);
  }

  /** A ledger in another folder, for tests on a machine that is nobody's host. */
  static HostLedger in(Remote remote, Path base) {
    return new HostLedger(remote, base.toString());
  }

  @Override
  public boolean writeFile(ResourceAddress owner, RemoteFile file)
      throws StepException, InterruptedException {
    try {
      FilePut.checkPath(remote, file);
      String sum = Checksums.of(file.content());
      List<String> arguments =
          List.of(
              hash(file.path()),
              file.path(),
              FilePut.folder(file.path()),
              sum,
              file.mode().replaceFirst("^0+(?=.)", ""),
              file.owner());
      CommandResult kept = run("keeping " + file.path(), owner, arguments, "file-keep.sh");
      if (kept.stdout().strip().equals("same")) {
        return false;
      }
      remote.put(file);
      return true;
    } catch (RemoteException e) {
      throw e.asStepException();
    } catch (IOException e) {
      throw failed("reading what goes to " + file.path(), String.valueOf(e.getMessage()), false);
    }
  }

  @Override
  public void restoreFile(ResourceAddress owner, String path)
      throws StepException, InterruptedException {
    List<String> arguments = List.of(hash(path), path, FilePut.folder(path));
    run("giving back " + path, owner, arguments, "file-restore.sh");
  }

  @Override
  public SortedSet<String> files(ResourceAddress owner) throws StepException, InterruptedException {
    CommandResult listed = run("listing files", owner, List.of(), "file-list.sh");
    return new TreeSet<>(listed.stdout().lines().toList());
  }

  @Override
  public List<String> installPackages(ResourceAddress owner, List<String> packages)
      throws StepException, InterruptedException {
    checkNames(packages);
    return packages.isEmpty()
        ? List.of()
        : install(owner, "names", packages, "installing " + String.join(" ", packages));
  }

  @Override
  public List<String> installPackageFiles(ResourceAddress owner, List<Path> files)
      throws StepException, InterruptedException {
    if (files.isEmpty()) {
      return List.of();
    }
    String folder = base + "/upload-" + key(owner);
    try {
      List<String> came = installSent(owner, files, folder);
      removeSent(owner, folder);
      return came;
    } catch (StepException e) {
      // What may pass is tried again: the files are of use then, and the host may be away.
      if (!e.retryable()) {
        removeSent(owner, folder);
      }
      throw e;
    }
  }

  private List<String> installSent(ResourceAddress owner, List<Path> files, String folder)
      throws StepException, InterruptedException {
    List<String> sent = new ArrayList<>();
    try {
      for (Path file : files) {
        sent.add(send(file, folder + "/" + sent.size()));
      }
    } catch (RemoteException e) {
      throw e.asStepException();
    }
    return install(owner, "files", sent, "installing package files");
  }

  private void removeSent(ResourceAddress owner, String folder)
      throws StepException, InterruptedException {
    run("removing sent files", owner, List.of(folder), "upload-remove.sh");
  }

  private String send(Path file, String path) throws RemoteException, InterruptedException {
    String name = String.valueOf(file.getFileName());
    String sent = path + (name.endsWith(".rpm") ? ".rpm" : ".deb");
    remote.put(new RemoteFile(sent, new Content.LocalFile(file), "0600", "root:root"));
    return sent;
  }

  private List<String> install(ResourceAddress owner, String how, List<String> what, String doing)
      throws StepException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(how, UUID.randomUUID().toString()));
    arguments.addAll(what);
    CommandResult result = runPackages(doing, owner, arguments, "packages-install.sh");
    return result.stdout().lines().sorted().toList();
  }

  @Override
  public void removePackages(ResourceAddress owner, List<String> packages)
      throws StepException, InterruptedException {
    checkNames(packages);
    if (!packages.isEmpty()) {
      remove(owner, "these", packages);
    }
  }

  @Override
  public void removePackages(ResourceAddress owner) throws StepException, InterruptedException {
    remove(owner, "all", List.of());
  }

  private void remove(ResourceAddress owner, String how, List<String> packages)
      throws StepException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(how, UUID.randomUUID().toString()));
    arguments.addAll(packages);
    runPackages("removing packages", owner, arguments, "packages-remove.sh");
  }

  @Override
  public void noteBefore(ResourceAddress owner, String key, String value)
      throws StepException, InterruptedException {
    run("noting " + key, owner, List.of(hash(key), key, value), "note-keep.sh");
  }

  @Override
  public Optional<String> readNote(ResourceAddress owner, String key)
      throws StepException, InterruptedException {
    return note(owner, key, "any");
  }

  @Override
  public Optional<String> noteToRestore(ResourceAddress owner, String key)
      throws StepException, InterruptedException {
    return note(owner, key, "alone");
  }

  private Optional<String> note(ResourceAddress owner, String key, String whose)
      throws StepException, InterruptedException {
    CommandResult result =
        attempt(command(owner, List.of(hash(key), whose), "lib.sh", "ledger.sh", "note-read.sh"));
    if (result.exit() == NO_NOTE) {
      return Optional.empty();
    }
    return Optional.of(checked("reading note " + key, result).stdout());
  }

  @Override
  public void dropNote(ResourceAddress owner, String key)
      throws StepException, InterruptedException {
    run("dropping note " + key, owner, List.of(hash(key)), "note-drop.sh");
  }

  @Override
  public void rename(ResourceAddress from, ResourceAddress owner)
      throws StepException, InterruptedException {
    run("renaming " + from + " to " + owner, owner, List.of(key(from)), "owner-rename.sh");
  }

  @Override
  public void release(ResourceAddress owner) throws StepException, InterruptedException {
    run("ending the ledger of " + owner, owner, List.of(), "release.sh");
  }

  private CommandResult run(
      String doing, ResourceAddress owner, List<String> arguments, String script)
      throws StepException, InterruptedException {
    return checked(doing, attempt(command(owner, arguments, "lib.sh", "ledger.sh", script)));
  }

  private CommandResult runPackages(
      String doing, ResourceAddress owner, List<String> arguments, String script)
      throws StepException, InterruptedException {
    List<String> scripts = new ArrayList<>(List.of("lib.sh", "ledger.sh"));
    scripts.addAll(List.of(MANAGERS));
    scripts.addAll(List.of("packages.sh", script));
    Command command = command(owner, arguments, scripts.toArray(String[]::new));
    return checked(doing, attempt(command.within(PACKAGES_LIMIT)));
  }

  private Command command(ResourceAddress owner, List<String> arguments, String... scripts) {
    List<String> all = new ArrayList<>(List.of(base, key(owner)));
    all.addAll(arguments);
    return Command.script(Scripts.of(scripts), all);
  }

  private CommandResult attempt(Command command) throws StepException, InterruptedException {
    try {
      return remote.run(command);
    } catch (RemoteException e) {
      throw e.asStepException();
    }
  }

  private CommandResult checked(String doing, CommandResult result) throws StepException {
    if (result.ok()) {
      return result;
    }
    throw failed(doing, result.stderr(), PackageTrouble.passes(result.stderr()));
  }

  private StepException failed(String doing, String said, boolean retryable) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "host-step-failed",
            doing + " failed on " + remote.host(),
            "The machine said: "
                + PackageTrouble.end(said)
                + "\nMend that on the machine, then run the same again: what was done is kept.");
    return new StepException(diagnostic.onHost(remote.host() + ": " + doing), retryable);
  }

  private void checkNames(List<String> packages) throws StepException {
    for (String name : packages) {
      if (!PackageTrouble.NAME.matcher(name).matches()) {
        throw failed("installing packages", "\"" + name + "\" is no package name", false);
      }
    }
  }

  /** A resource's name as a file's: a kind has no full stop, so that no two are equal. */
  private static String key(ResourceAddress owner) {
    return owner.kind() + "." + owner.name();
  }

  private static String hash(String text) {
    return Checksums.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
