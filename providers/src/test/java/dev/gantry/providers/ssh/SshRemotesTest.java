package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.RemoteReader;
import dev.gantry.resources.address.HostName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and files over a real connection to a server in this process. */
final class SshRemotesTest {
  private static final HostName CP_1 = new HostName("cp-1");

  @TempDir private Path home;
  private TestServer server;
  private Fleet fleet;
  private Remote remote;

  @BeforeEach
  void setUp() throws Exception {
    server = new TestServer(TestServer.ED25519).letting(TestServer.RSA).start();
    Path key = TestServer.save(TestServer.RSA, home.resolve("key"));
    fleet = new Fleet(home).at(server.port()).withKey(key.toString());
    remote = fleet.open().on(CP_1);
  }

  @AfterEach
  void tearDown() throws Exception {
    fleet.close();
    server.close();
  }

  @Test
  void aCommandGivesItsStatusAndBothOutputs() throws Exception {
    CommandResult result =
        remote.run(Command.script("echo \"$1\"; echo err >&2; exit 3", List.of("a 'b' $(id)\n")));
    assertThat(result).isEqualTo(new CommandResult(3, "a 'b' $(id)\n\n", "err\n"));
  }

  @Test
  void inputReachesTheCommand() throws Exception {
    String text = "line\n".repeat(100_000);
    CommandResult result = remote.run(Command.of("sha256sum").reading(new Content.Text(text)));
    assertThat(result.stdout()).startsWith(sha256(text));
  }

  @Test
  void inputThatNobodyReadsIsNoFailure() throws Exception {
    Content zeros = new Content.LocalFile(Files.write(home.resolve("zeros"), new byte[8 << 20]));
    assertThat(remote.run(Command.of("true").reading(zeros)).exit()).isZero();
  }

  @Test
  void outputIsBounded() throws Exception {
    CommandResult result =
        remote.run(
            Command.script(
                "head -c 3000000 /dev/zero | tr '\\0' o; head -c 300000 /dev/zero | tr '\\0' e >&2;"
                    + " echo last >&2",
                List.of()));
    assertThat(result.stdout()).hasSize(1 << 20);
    assertThat(result.stderr()).hasSize(64 * 1024).endsWith("last\n");
  }

  @Test
  void secretsAreBlankedOutEvenAtTheBound() throws Exception {
    Command command =
        Command.script("printf 'xxxxhunter2'; printf 'say hunter2' >&2", List.of())
            .hiding(List.of("hunter2"))
            .keeping(6);
    CommandResult result = remote.run(command);
    assertThat(result.stdout()).isEqualTo("xxxx(h");
    assertThat(result.stderr()).isEqualTo("say (hidden)");
  }

  @Test
  void aSignalCountsFromHundredTwentyEight() throws Exception {
    assertThat(remote.run(Command.script("kill -TERM $$", List.of())).exit()).isEqualTo(143);
  }

  @Test
  void aLateCommandIsEndedOnTheHost() throws Exception {
    Path mark = home.resolve("still-running");
    Command late =
        Command.script("echo working >&2; sleep 4; touch \"$1\"", List.of(mark.toString()))
            .within(Duration.ofSeconds(1));
    RemoteException failure = catchThrowableOfType(RemoteException.class, () -> remote.run(late));
    assertThat(failure.diagnostic().code()).isEqualTo("command-timeout");
    assertThat(failure.diagnostic().detail()).contains("working");
    assertThat(failure.retryable()).isTrue();
    assertThat(mark).doesNotExist();
  }

  @Test
  void manyCommandsShareOneConnection() throws Exception {
    List<Callable<Integer>> calls =
        IntStream.range(0, 40)
            .<Callable<Integer>>mapToObj(
                number -> () -> remote.run(Command.script("exit $1", List.of("" + number))).exit())
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> exits = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
      assertThat(exits).isSorted().hasSize(40);
    }
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void aConnectionThatWasCutIsOpenedAgain() throws Exception {
    remote.run(Command.of("true"));
    server.cut();
    assertThat(remote.run(Command.of("true")).exit()).isZero();
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void aCommandThatWasCutIsNeverSentTwice() throws Exception {
    Path log = home.resolve("runs");
    remote.run(Command.of("true"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CommandResult> running =
          threads.submit(
              () ->
                  remote.run(
                      Command.script("echo run >>\"$1\"; sleep 30", List.of(log.toString()))));
      while (!Files.exists(log)) {
        Thread.onSpinWait();
      }
      server.cut();
      assertThatThrownBy(running::get)
          .cause()
          .isInstanceOfSatisfying(
              RemoteException.class,
              e -> {
                assertThat(e.diagnostic().code()).isEqualTo("connection-lost");
                assertThat(e.retryable()).isTrue();
              });
    }
    assertThat(log).hasContent("run\n");
  }

  @Test
  void aFileIsWrittenWhole() throws Exception {
    String owner =
        remote.run(Command.script("echo \"$(id -un):$(id -gn)\"", List.of())).stdout().strip();
    Path path = home.resolve("etc/x.conf");
    remote.put(new RemoteFile(path.toString(), new Content.Text("x\n"), "0640", owner));
    assertThat(path).hasContent("x\n");
  }

  @Test
  void argumentsThatLinuxWouldNotTakeAreRefused() {
    Command command = Command.of("echo", "x".repeat(130 * 1024));
    assertThatThrownBy(() -> remote.run(command))
        .isInstanceOfSatisfying(
            RemoteException.class,
            e -> assertThat(e.diagnostic().code()).isEqualTo("command-too-long"));
  }

  @Test
  void aProbeIsOneCommandAndKnowsTheHostKey() {
    HostReading reading = new RemoteReader(fleet.open()).read(CP_1, ProbeRequest.identityOnly());
    assertThat(reading)
        .isInstanceOfSatisfying(
            HostReading.Answered.class,
            answer ->
                assertThat(answer.identity().hostKey())
                    .isEqualTo(TestServer.line(TestServer.ED25519)));
  }

  private static String sha256(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
