package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files over a line that is cut, the scripts run by this machine's shell. */
final class LargePutTest {
  private static final int SIZE = 9 << 20;

  @TempDir private Path root;
  private Path content;
  private Path target;
  private Path base;
  private CutRemote remote;

  /** Loses its connection in the middle of what it sends, so many times. */
  private static final class CutRemote implements Remote {
    private final LocalRemote local;
    private final List<Long> sent = new ArrayList<>();
    private int cuts;
    private long after;

    CutRemote(LocalRemote local) {
      this.local = local;
    }

    @Override
    public HostName host() {
      return local.host();
    }

    @Override
    public Optional<String> hostKey() {
      return local.hostKey();
    }

    @Override
    public CommandResult run(Command command) throws RemoteException, InterruptedException {
      if (command.stdin().isEmpty()) {
        return local.run(command);
      }
      long size = size(command.stdin().get());
      if (cuts == 0) {
        sent.add(size);
        return local.run(command);
      }
      cuts--;
      sent.add(after);
      local.run(command.reading(new First(command.stdin().get(), after).toText()));
      throw new RemoteException(Diagnostic.error("connection-lost", "cut", "cut"), true);
    }

    @Override
    public void put(RemoteFile file) {
      throw new AssertionError("not used");
    }

    private static long size(Content content) {
      try {
        return content.size();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** What arrives of a content before the cut; the bytes here are all ASCII. */
  private record First(Content whole, long bytes) {
    Content toText() {
      try (InputStream in = whole.open()) {
        return new Content.Text(new String(in.readNBytes((int) bytes), StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void setUp() throws IOException {
    byte[] bytes = new byte[SIZE];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(26));
    }
    content = Files.write(root.resolve("large"), bytes);
    target = root.resolve("opt/copy");
    base = root.resolve("var/lib/gantry");
    remote = new CutRemote(new LocalRemote(base, root));
  }

  @Test
  void aCutUploadGoesOnWhereItWasCut() throws Exception {
    remote.cuts = 2;
    remote.after = 3 << 20;
    put();
    assertThat(Files.mismatch(target, content)).isEqualTo(-1);
    assertThat(remote.sent).containsExactly(3L << 20, 3L << 20, (long) SIZE - (6 << 20));
    assertThat(base).doesNotExist();
  }

  @Test
  void theNextRunGoesOnToo() throws Exception {
    cutForGood(5 << 20);
    assertThat(target).doesNotExist();
    remote.sent.clear();
    remote.cuts = 0;
    put();
    assertThat(remote.sent).containsExactly((long) SIZE - (5 << 20));
    assertThat(Files.mismatch(target, content)).isEqualTo(-1);
  }

  @Test
  void aPartThatIsNotOfThisContentIsNotTrusted() throws Exception {
    cutForGood(5 << 20);
    Files.writeString(partials().getFirst(), "garbage");
    remote.sent.clear();
    remote.cuts = 0;
    put();
    assertThat(remote.sent).containsExactly((long) SIZE);
    assertThat(Files.mismatch(target, content)).isEqualTo(-1);
  }

  @Test
  void partsOfOlderContentsAndOldPartsAreRemoved() throws Exception {
    cutForGood(1 << 20);
    Path old = Files.writeString(base.resolve("tmp/.gantry-partial-0-1"), "old");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path young = Files.writeString(base.resolve("tmp/.gantry-partial-0-2"), "young");
    Files.write(content, new byte[SIZE]);
    remote.cuts = 0;
    put();
    assertThat(partials()).containsExactly(young);
  }

  @Test
  void aFileThatCannotBeReadHereIsNamed() {
    content = root.resolve("absent");
    assertThatThrownBy(this::put)
        .isInstanceOfSatisfying(
            RemoteException.class,
            e -> assertThat(e.diagnostic().detail()).contains("cannot be read here"));
  }

  /** Every try after the first gets nothing through. */
  private void cutForGood(long bytes) {
    remote.cuts = 1;
    remote.after = bytes;
    assertThatThrownBy(
            () ->
                FilePut.put(
                    new FirstThenNothing(remote),
                    new RemoteFile(
                        target.toString(), new Content.LocalFile(content), "0644", owner()),
                    base.toString()))
        .isInstanceOf(RemoteException.class);
  }

  /** After the first cut nothing answers any more. */
  private static final class FirstThenNothing implements Remote {
    private final CutRemote first;

    FirstThenNothing(CutRemote first) {
      this.first = first;
    }

    @Override
    public HostName host() {
      return first.host();
    }

    @Override
    public Optional<String> hostKey() {
      return first.hostKey();
    }

    @Override
    public CommandResult run(Command command) throws RemoteException, InterruptedException {
      if (first.cuts == 0) {
        throw new RemoteException(Diagnostic.error("unreachable", "away", "away"), true);
      }
      return first.run(command);
    }

    @Override
    public void put(RemoteFile file) {
      throw new AssertionError("not used");
    }
  }

  private void put() throws Exception {
    RemoteFile file =
        new RemoteFile(target.toString(), new Content.LocalFile(content), "0644", owner());
    FilePut.put(remote, file, base.toString());
  }

  private String owner() throws RemoteException, InterruptedException {
    return new LocalRemote(base, root)
        .run(Command.script("echo \"$(id -un):$(id -gn)\"", List.of()))
        .stdout()
        .strip();
  }

  private List<Path> partials() throws IOException {
    try (Stream<Path> files = Files.list(base.resolve("tmp"))) {
      return files.sorted().toList();
    }
  }
}
