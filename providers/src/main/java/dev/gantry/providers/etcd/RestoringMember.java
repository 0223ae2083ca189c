package dev.gantry.providers.etcd;

import dev.gantry.providers.facts.KeyedLines;
import java.util.Optional;

/**
 * A member that is being restored, as its machine told.
 *
 * @param peer the URL by which the others reach it
 * @param data folder of its data
 * @param stage how far an earlier run came here
 * @param bump whether its etcdutl can make revisions newer than any that was seen
 */
record RestoringMember(String name, String peer, String data, Stage stage, boolean bump) {

  /** How far a machine is. */
  enum Stage {
    /** Its member runs, or should, by its manifest. */
    RUNS,
    /** Its manifests were set aside. */
    STOPPED,
    /** Its data is that of this snapshot. */
    RESTORED
  }

  /** Reads what {@code restore.sh prepare} printed; empty where something of it is missing. */
  static Optional<RestoringMember> parse(KeyedLines said) {
    String name = said.first("name").orElse("");
    String peer = said.first("peer").orElse("");
    String data = said.first("data").orElse("");
    if (name.isEmpty() || peer.isEmpty() || !data.startsWith("/")) {
      return Optional.empty();
    }
    boolean stopped = is(said, "stopped");
    Stage stage = is(said, "done") ? Stage.RESTORED : stopped ? Stage.STOPPED : Stage.RUNS;
    return Optional.of(new RestoringMember(name, peer, data, stage, is(said, "bump")));
  }

  private static boolean is(KeyedLines said, String key) {
    return said.first(key).equals(Optional.of("yes"));
  }
}
