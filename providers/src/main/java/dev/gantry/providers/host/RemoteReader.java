package dev.gantry.providers.host;

import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.HostIdentity;

/** Reads hosts by one command each: one fixed script that only reads (laws 12 and 14). */
public final class RemoteReader implements HostReader {
  /** machine-id(5): 32 hexadecimal characters; "uninitialized" is shorter. */
  private static final int MACHINE_ID_LENGTH = 32;

  private final Remotes remotes;

  /** A reader of these machines. */
  public RemoteReader(Remotes remotes) {
    this.remotes = remotes;
  }

  @Override
  public HostReading read(HostName host, ProbeRequest request) {
    try {
      Remote remote = remotes.on(host);
      ProbeQuestions questions = ProbeQuestions.of(request);
      CommandResult result = remote.run(questions.command());
      return answered(remote, ProbeAnswer.read(questions, result.stdout()));
    } catch (RemoteException e) {
      return new HostReading.Silent(e.diagnostic());
    } catch (DiagnosticException e) {
      return new HostReading.Silent(e.diagnostics().getFirst());
    } catch (ProbeAnswer.MalformedException e) {
      return notUnderstood(host, e.reason());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notUnderstood(host, "the run was stopped");
    }
  }

  private static HostReading answered(Remote remote, ProbeAnswer.Facts facts) {
    if (facts.machineId().length() < MACHINE_ID_LENGTH) {
      return silent(
          remote.host(),
          "no-machine-id",
          "host " + remote.host() + " has no machine-id",
          "Without one it cannot be told from another machine, and nothing is planned for it. On"
              + " the machine: systemd-machine-id-setup");
    }
    HostIdentity identity = new HostIdentity(facts.machineId(), remote.hostKey().orElse(""));
    return new HostReading.Answered(identity, facts.files(), facts.commands());
  }

  private static HostReading notUnderstood(HostName host, String why) {
    return silent(
        host,
        "probe-failed",
        "host " + host + " gave no complete answer",
        "It was asked for its files and settings, and "
            + why
            + ". It needs a POSIX /bin/sh and coreutils (base64, head, sha256sum, stat).");
  }

  private static HostReading silent(HostName host, String code, String summary, String detail) {
    return new HostReading.Silent(Diagnostic.error(code, summary, detail).onHost(host.value()));
  }
}
