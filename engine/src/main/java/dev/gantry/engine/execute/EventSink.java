package dev.gantry.engine.execute;

import dev.gantry.engine.event.Event;
import dev.gantry.engine.event.EventListener;

/** Lets many threads tell one listener, one event at a time. Safe for use by several threads. */
final class EventSink {
  private final EventListener listener;

  EventSink(EventListener listener) {
    this.listener = listener;
  }

  /** Tells an event. A view that fails must not take the work down with it. */
  synchronized void tell(Event event) {
    try {
      listener.on(event);
    } catch (RuntimeException _) {
      // Nobody is left to tell: the listener is how things are told.
    }
  }
}
