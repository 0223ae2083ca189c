package dev.gantry.cli.command;

import dev.gantry.cli.render.RecipientsText;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import dev.gantry.state.crypto.Rekey;
import dev.gantry.state.crypto.StateKey;
import dev.gantry.state.crypto.StateVault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about who may open the state's secrets. None of them asks a machine. */
final class StateKeyCommands {
  private StateKeyCommands() {}

  @Command(
      description = {
        "Make a key that opens a state's secrets: one for every person, once.",
        "",
        "The private part goes to a file, mode 0600; the public part, gantry1…, is printed. List"
            + " that one in the Project's encryption.recipients."
      },
      footer = {
        "",
        "Examples:",
        "  gantry state keygen                  to ~/.config/gantry/state.key",
        "  gantry state keygen -o - | pass insert -m gantry"
      })
  static final class Keygen implements Runnable {
    private static final String STDOUT = "-";

    private final Root root;

    @Option(
        names = {"-o", "--out"},
        paramLabel = "FILE",
        description =
            "Write the key there instead of ~/.config/gantry/state.key; - for standard output.")
    private Optional<String> out = Optional.empty();

    Keygen(Root root) {
      this.root = root;
    }

    @Override
    public void run() {
      StateKey key = StateKey.generate();
      String recipient = key.recipient().orElseThrow();
      String text =
          "# A key that opens the secrets of Gantry states. Keep it to yourself.\n# public: "
              + recipient
              + "\n"
              + key.text()
              + "\n";
      if (out.equals(Optional.of(STDOUT))) {
        root.terminal().out().print(text);
        root.terminal().err().print(recipient + "\n");
        return;
      }
      Path file = out.map(root::path).orElseGet(Keygen::usual);
      write(file, text);
      root.terminal()
          .err()
          .print("Wrote " + file + ". Keep a copy: what only this key opens is lost with it.\n");
      root.terminal().out().print(recipient + "\n");
    }

    private static Path usual() {
      Path folder = StateKeys.home().resolve(".config").resolve("gantry");
      try {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (IOException e) {
        throw new DiagnosticException(
            Diagnostic.error(
                "file-unwritable", "The folder cannot be made", folder + ": " + e.getMessage()));
      }
      return folder.resolve("state.key");
    }

    /** A key is never replaced: it may be the only one that opens some state. */
    private static void write(Path file, String text) {
      if (Files.exists(file)) {
        throw new DiagnosticException(
            Diagnostic.error(
                "file-there",
                "There is a file " + file + " already",
                "It may be the only key to some state. Use it, or name another file with --out."));
      }
      PrivateFile.write(
          file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), false);
    }
  }

  @Command(
      description = {
        "Seal the state's secrets anew, by a new key, for those that the Project lists now.",
        "",
        "Takes a key that opens them so far. Who is no longer listed opens nothing of what is"
            + " written from then on, but may have kept what there was before: make those secrets"
            + " anew too."
      })
  static final class RekeyCommand implements Runnable {
    private final Root root;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private StateOptions state = new StateOptions();

    RekeyCommand(Root root) {
      this.root = root;
    }

    @Override
    public void run() {
      Configuration desired = configuration.load(root);
      if (!desired.encryption().seals()) {
        throw new DiagnosticException(Vault.noKey());
      }
      StateVault.Keyring keyring = StateKeys.keyring(root, desired.encryption());
      try (StateSession session = state.store(root).open("state rekey")) {
        Rekey.Done done = Rekey.of(session, keyring);
        session.compact();
        root.terminal().out().print(RecipientsText.of(done));
      }
    }
  }

  @Command(
      description = {
        "List who may open the state's secrets, and who is listed in the Project but cannot yet."
      })
  static final class ListRecipients implements Runnable {
    private final Root root;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private StateOptions state = new StateOptions();

    ListRecipients(Root root) {
      this.root = root;
    }

    @Override
    public void run() {
      Configuration desired = configuration.load(root);
      State recorded = state.store(root).read();
      root.terminal()
          .out()
          .print(RecipientsText.of(recorded.encryption(), desired.encryption().recipients()));
    }
  }
}
