package dev.gantry.engine.event;

/** Hears every event, one at a time and in order; called on the threads that do the work. */
@FunctionalInterface
public interface EventListener {
  /** Takes one event. Must return quickly: the work waits for it. */
  void on(Event event);
}
