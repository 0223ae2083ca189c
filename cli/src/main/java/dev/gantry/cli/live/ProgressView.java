package dev.gantry.cli.live;

import dev.gantry.engine.event.EventListener;

/** Shows events until it is closed; what it showed last stays. Safe for use by several threads. */
public interface ProgressView extends EventListener, AutoCloseable {

  /** Says something that is about the run as a whole, on a line of its own. */
  void say(String line);

  @Override
  void close();
}
