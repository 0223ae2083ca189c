package dev.gantry.cli.run;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/** Runs one command on many machines at once, and tells their ends in the machines' order. */
public final class OnHosts {
  private final Toolbox.Hands hands;
  private final Command command;

  public OnHosts(Toolbox.Hands hands, Command command) {
    this.hands = hands;
    this.command = command;
  }

  /**
   * Returns when all have ended.
   *
   * @param atOnce machines at once, at least 1
   * @param told each end, as soon as those of all machines before it are there; on this thread
   * @throws InterruptedException when the run is stopped; what runs on machines is left alone
   */
  public SortedMap<HostName, CommandEnd> run(
      List<HostName> hosts, int atOnce, BiConsumer<HostName, CommandEnd> told)
      throws InterruptedException {
    SortedMap<HostName, Future<CommandEnd>> running = new TreeMap<>();
    SortedMap<HostName, CommandEnd> ends = new TreeMap<>();
    Semaphore permits = new Semaphore(atOnce, true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (HostName host : hosts) {
          running.put(host, threads.submit(() -> run(host, permits)));
        }
        for (var entry : running.entrySet()) {
          CommandEnd end = ended(entry.getKey(), entry.getValue());
          ends.put(entry.getKey(), end);
          told.accept(entry.getKey(), end);
        }
      } catch (InterruptedException stopped) {
        threads.shutdownNow();
        throw stopped;
      }
    }
    return ends;
  }

  private CommandEnd run(HostName host, Semaphore permits) throws InterruptedException {
    permits.acquire();
    try {
      CommandResult result = hands.run(host, command);
      return new CommandEnd.Ran(result);
    } catch (RemoteException e) {
      return new CommandEnd.NotRun(e.diagnostic());
    } finally {
      permits.release();
    }
  }

  /** A fault of ours on one machine is told of that machine, and the others are told too. */
  private static CommandEnd ended(HostName host, Future<CommandEnd> running)
      throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      return new CommandEnd.NotRun(
          Diagnostic.error(
                  "internal-error",
                  "running the command on " + host + " failed inside Gantry",
                  e.getCause() + "\nThis is a mistake in Gantry: please report it.")
              .onHost(host.value()));
    }
  }
}
