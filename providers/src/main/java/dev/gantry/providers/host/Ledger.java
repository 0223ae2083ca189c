package dev.gantry.providers.host;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.ResourceAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What Gantry changed on one machine and what was there before, kept on that machine in {@code
 * /var/lib/gantry} (root, 0700), so that destroy gives back what was there even when the state is
 * lost. Entries have owners; what two resources own goes when the last of them lets go.
 *
 * <p>Every method is idempotent and leaves a true ledger when it is cut off at any moment: what was
 * there before is on disk before anything is changed.
 */
public interface Ledger {
  /**
   * Keeps the original once, then writes the file. Writes nothing when content, mode and owner are
   * the same already.
   *
   * @return whether the file was written, for the caller that reloads a service only then
   */
  boolean writeFile(ResourceAddress owner, RemoteFile file)
      throws StepException, InterruptedException;

  /**
   * Gives back what was at the path before: the original file, or nothing, and the folders that
   * were made for it where they are empty again. While another resource owns the path too, only
   * this owner's hold on it ends. Does nothing for a path that this owner never wrote.
   */
  void restoreFile(ResourceAddress owner, String path) throws StepException, InterruptedException;

  /** The paths that this owner wrote and has not given back, sorted. */
  SortedSet<String> files(ResourceAddress owner) throws StepException, InterruptedException;

  /**
   * Installs what is missing by the host's own manager and notes which packages are new, those that
   * came as dependencies too. No service of theirs is started: that is for the caller, once it is
   * configured.
   *
   * @return the packages that came with this owner, now or in an earlier try, sorted
   */
  List<String> installPackages(ResourceAddress owner, List<String> packages)
      throws StepException, InterruptedException;

  /**
   * As {@link #installPackages}, from files of this machine ({@code .deb} or {@code .rpm}), which
   * are sent to the host and removed there afterwards.
   */
  List<String> installPackageFiles(ResourceAddress owner, List<Path> files)
      throws StepException, InterruptedException;

  /**
   * Removes those of these packages that came with this owner and that nobody else owns, for an
   * owner that wants fewer than before; others, and names it never installed, are left alone.
   */
  void removePackages(ResourceAddress owner, List<String> packages)
      throws StepException, InterruptedException;

  /** Removes the packages that came with this owner and that nobody else owns. */
  void removePackages(ResourceAddress owner) throws StepException, InterruptedException;

  /**
   * Notes what a setting was before (a hostname, a sysctl, a unit's state). The first value noted
   * under a key stays, whoever noted it; a second owner's note only adds that owner.
   *
   * @param key a name that is unique for its meaning on the host: {@code hostname}, {@code
   *     unit:haproxy.service}
   */
  void noteBefore(ResourceAddress owner, String key, String value)
      throws StepException, InterruptedException;

  /** What the setting was before, as first noted; empty when this owner holds no such note. */
  Optional<String> readNote(ResourceAddress owner, String key)
      throws StepException, InterruptedException;

  /**
   * The value to give back: what {@link #readNote} says, but empty while another resource holds the
   * key too. Give it back, then {@link #dropNote}.
   */
  Optional<String> noteToRestore(ResourceAddress owner, String key)
      throws StepException, InterruptedException;

  /** Ends this owner's hold on a note; the last hold's end removes it. */
  void dropNote(ResourceAddress owner, String key) throws StepException, InterruptedException;

  /** Makes all that another owner holds this owner's: the same resource, under a new name. */
  void rename(ResourceAddress from, ResourceAddress owner)
      throws StepException, InterruptedException;

  /**
   * Ends this owner's entries without touching what they are about; the last owner's end removes
   * {@code /var/lib/gantry}.
   */
  void release(ResourceAddress owner) throws StepException, InterruptedException;
}
