package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.address.ResourceAddress;
import java.util.Optional;

/**
 * The file that says whose a machine is: written first, given back last. A machine without it is
 * not prepared, whatever else is on it.
 */
final class NodeMark {
  static final String FILE = "/etc/gantry/node";

  private NodeMark() {}

  /** The file's text. */
  static String render(ResourceAddress owner) {
    return "# This machine is prepared by Gantry, as:\n" + owner + "\n";
  }

  /** Who has prepared the machine. */
  static Optional<ResourceAddress> owner(HostReading.Answered reading) {
    return reading
        .file(FILE)
        .flatMap(HostReading.FileReading::content)
        .flatMap(text -> text.lines().filter(line -> !line.startsWith("#")).findFirst())
        .flatMap(line -> ResourceAddress.parse(line.strip()));
  }
}
