package dev.gantry.providers.kubeadm;

import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.address.ResourceAddress;
import java.util.Optional;

/**
 * A machine's own word on its membership, in a file that is Gantry's: written before kubeadm begins
 * and after it ended, so that what a cut-off run left half-done is told from what works, and from
 * what others made.
 */
record MemberMark(ResourceAddress cluster, Stage stage) {
  /** Beside kubeadm's own files; {@code kubeadm reset} leaves it alone. */
  static final String FILE = "/etc/kubernetes/gantry-member";

  /** How far a machine is. */
  enum Stage {
    STARTING,
    JOINED
  }

  /** Reads the file; empty for what has another form. */
  static Optional<MemberMark> parse(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length != 2) {
      return Optional.empty();
    }
    Optional<Stage> stage =
        switch (words[1]) {
          case "starting" -> Optional.of(Stage.STARTING);
          case "joined" -> Optional.of(Stage.JOINED);
          default -> Optional.empty();
        };
    return ResourceAddress.parse(words[0])
        .flatMap(address -> stage.map(known -> new MemberMark(address, known)));
  }

  /** The file. */
  RemoteFile file() {
    String word = stage == Stage.STARTING ? "starting" : "joined";
    return RemoteFile.text(FILE, cluster + " " + word + "\n");
  }
}
