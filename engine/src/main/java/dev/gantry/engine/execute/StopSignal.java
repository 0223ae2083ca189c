package dev.gantry.engine.execute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a person stops a run: asked once, nothing new is started and what runs is finished; asked
 * twice, what runs is interrupted. Either way everything is recorded. Safe for use by several
 * threads.
 */
public final class StopSignal {
  private final List<Runnable> listeners = new ArrayList<>();
  private int requests;

  /** Asks to stop; called for each Ctrl-C. */
  public void request() {
    List<Runnable> told;
    synchronized (this) {
      requests++;
      notifyAll();
      told = List.copyOf(listeners);
    }
    told.forEach(Runnable::run);
  }

  /** Whether nothing new is to be started. */
  public synchronized boolean isRequested() {
    return requests > 0;
  }

  /** Whether what runs is to be interrupted. */
  public synchronized boolean isNow() {
    return requests > 1;
  }

  /** Waits for the first request, at most so long; whether there is one. */
  synchronized boolean awaitRequest(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); requests == 0 && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return requests > 0;
  }

  synchronized void onRequest(Runnable listener) {
    listeners.add(listener);
  }
}
