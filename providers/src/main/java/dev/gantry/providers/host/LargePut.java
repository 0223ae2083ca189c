package dev.gantry.providers.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One large file on its way to one host. In this order:
 *
 * <ol>
 *   <li>the host says how much of exactly this content is there from an earlier try, and that
 *       part's checksum; it counts where the checksum is that of the same part here
 *   <li>the rest is streamed behind it; the host compares the whole, then renames it into place
 *   <li>when the connection is lost, once more from the start of this list: as long as each try
 *       gets further, there is no end of tries but the step's own
 * </ol>
 */
final class LargePut {
  private static final String BEGIN = Scripts.of("lib.sh", "put-into.sh", "put-begin.sh");
  private static final String REST = Scripts.of("lib.sh", "put-into.sh", "put-rest.sh");

  /** Tries that get no further. */
  private static final int IDLE_TRIES = 3;

  /** Enough of a path's checksum to tell the files of one host apart. */
  private static final int PATH_DIGITS = 16;

  private final Remote remote;
  private final RemoteFile file;
  private final String base;
  private final long size;
  private final String sum;
  private final String partial;

  LargePut(Remote remote, RemoteFile file, String base) throws IOException {
    this.remote = remote;
    this.file = file;
    this.base = base;
    this.size = file.content().size();
    this.sum = Checksums.of(file.content());
    String path = Checksums.of(file.path().getBytes(StandardCharsets.UTF_8));
    this.partial = ".gantry-partial-" + path.substring(0, PATH_DIGITS) + "-" + sum;
  }

  void run() throws RemoteException, InterruptedException, IOException {
    long furthest = -1;
    int idle = 0;
    while (true) {
      try {
        long from = verified();
        idle = from > furthest ? 0 : idle;
        furthest = Math.max(furthest, from);
        send(from);
        return;
      } catch (RemoteException e) {
        idle++;
        if (!e.retryable() || idle > IDLE_TRIES) {
          throw e;
        }
      }
    }
  }

  /** How many bytes of it the host has. */
  private long verified() throws RemoteException, InterruptedException, IOException {
    Command command =
        Command.script(BEGIN, FilePut.arguments(file, base, List.of(partial)))
            .within(FilePut.time(size));
    String answer = FilePut.checked(remote, file, remote.run(command)).stdout().strip();
    String[] words = answer.split(" ", -1);
    long length = words[0].matches("[0-9]{1,18}") ? Long.parseLong(words[0]) : 0;
    boolean same =
        length > 0
            && length <= size
            && words.length == 2
            && words[1].equals(Checksums.ofFirst(file.content(), length));
    return same ? length : 0;
  }

  private void send(long from) throws RemoteException, InterruptedException {
    List<String> own =
        List.of(partial, Long.toString(from), Long.toString(size), file.mode(), file.owner(), sum);
    Command command =
        Command.script(REST, FilePut.arguments(file, base, own))
            .reading(new Content.Rest(file.content(), from))
            .within(FilePut.time(size));
    FilePut.checked(remote, file, remote.run(command));
  }
}
