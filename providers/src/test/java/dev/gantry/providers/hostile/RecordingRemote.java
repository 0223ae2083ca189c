package dev.gantry.providers.hostile;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.address.HostName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** A machine to which every command succeeds; what it was sent is kept. */
public final class RecordingRemote implements Remote {
  private final HostName host;
  private final Sent sent;

  public RecordingRemote(HostName host, Sent sent) {
    this.host = host;
    this.sent = sent;
  }

  /** A ledger in memory whose every call is sent as the ledger of real machines sends it, too. */
  public static Ledger alongside(Ledger memory, HostName host, Sent sent) {
    Ledger real = HostLedger.on(new RecordingRemote(host, sent));
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (_, method, arguments) -> {
              try {
                method.invoke(real, arguments);
                return method.invoke(memory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public HostName host() {
    return host;
  }

  @Override
  public Optional<String> hostKey() {
    return Optional.of("ssh-ed25519 AAAA");
  }

  @Override
  public CommandResult run(Command command) {
    sent.argvs().add(command.argv());
    return new CommandResult(0, "", "");
  }

  @Override
  public void put(RemoteFile file) {
    if (file.content() instanceof Content.Text(String text)) {
      sent.files().put(host + ":" + file.path(), text);
    }
  }
}
