package dev.gantry.providers.check;

/** Looks at one machine by itself. A pure function of what the machine has answered. */
@FunctionalInterface
interface HostCheck {
  /** Tells what is found on the machine. */
  void look(CheckedHost host, Findings findings);
}
