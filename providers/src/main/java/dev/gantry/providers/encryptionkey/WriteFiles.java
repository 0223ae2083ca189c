package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Scripts;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.value.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one control plane: the history first, so that a key that writes is always in it.
 * Contents go over standard input and are in no argument.
 */
final class WriteFiles {
  private static final String MODE = "0600";
  private static final String OWNER = "root:root";
  private static final String VERSIONS = "16";
  private static final String PROGRAM = Scripts.beside(WriteFiles.class, "versions.sh");
  private static final String NEXT = "Apply again: what is done is not done twice.";

  private final KeyWork work;
  private final String host;

  WriteFiles(KeyWork work, String host) {
    this.work = work;
    this.host = host;
  }

  /** Writes what a keyring says in its phase; tells the sums of it. */
  Deployed.Sums write(KeyRing ring, StepContext context)
      throws StepException, InterruptedException {
    return work.withKeys(
        context.vault(),
        secrets -> {
          String file = KeyFile.of(ring, secrets);
          String history = KeyFile.history(ring, secrets);
          Ledger ledger = work.tools().ledger(host);
          run("keep", Sha256.hex(file), VERSIONS);
          ledger.writeFile(work.address(), secret(KeyFile.HISTORY, history));
          ledger.writeFile(work.address(), secret(KeyFile.PATH, file));
          run("link");
          return new Deployed.Sums(Sha256.hex(file), Sha256.hex(history));
        });
  }

  /** Takes everything away again. */
  void remove() throws StepException, InterruptedException {
    Ledger ledger = work.tools().ledger(host);
    run("remove");
    ledger.restoreFile(work.address(), KeyFile.PATH);
    ledger.restoreFile(work.address(), KeyFile.HISTORY);
    ledger.release(work.address());
  }

  private void run(String what, String... arguments) throws StepException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(what, KeyFile.PATH, KeyFile.LINK, KeyFile.VERSIONS));
    all.addAll(List.of(arguments));
    Shell shell = work.tools().shell(host);
    CommandResult result = shell.run(Command.script(PROGRAM, all));
    if (!result.ok()) {
      throw shell.failed("keeping versions of " + KeyFile.PATH, result, NEXT);
    }
  }

  private static RemoteFile secret(String path, String content) {
    return new RemoteFile(path, new Content.Text(content), MODE, OWNER);
  }
}
