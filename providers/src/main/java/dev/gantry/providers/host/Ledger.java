package dev.gantry.providers.host;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.ResourceAddress;
import java.util.List;

/**
 * What Gantry changed on one machine and what was there before, kept on that machine in {@code
 * /var/lib/gantry} (root, 0700), so that destroy gives back what was there even when the state is
 * lost. Entries have an owner; what two resources own goes when the last of them lets go.
 *
 * <p>Every method is idempotent and leaves a true ledger when it is cut off at any moment.
 */
public interface Ledger {
  /** Keeps the original once, then writes the file. Writes nothing when it is the same already. */
  void writeFile(ResourceAddress owner, RemoteFile file) throws StepException, InterruptedException;

  /** Gives back what was at the path before: the original file, or nothing. */
  void restoreFile(ResourceAddress owner, String path) throws StepException, InterruptedException;

  /**
   * Installs what is missing by the host's own manager and notes which packages are new.
   *
   * @return the packages that were not there before
   */
  List<String> installPackages(ResourceAddress owner, List<String> packages)
      throws StepException, InterruptedException;

  /** Removes the packages that came with this owner and that nobody else owns. */
  void removePackages(ResourceAddress owner) throws StepException, InterruptedException;

  /** Notes a value once: what a setting was before (a hostname, a sysctl, a unit's state). */
  void noteBefore(ResourceAddress owner, String key, String value)
      throws StepException, InterruptedException;

  /** Ends this owner's entries; the last owner's end removes {@code /var/lib/gantry}. */
  void release(ResourceAddress owner) throws StepException, InterruptedException;
}
