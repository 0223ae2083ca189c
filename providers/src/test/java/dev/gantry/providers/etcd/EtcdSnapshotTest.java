package dev.gantry.providers.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A snapshot on its way here. */
final class EtcdSnapshotTest {
  private static final List<HostName> PLANES = List.of(new HostName("cp-1"), new HostName("cp-2"));

  private final byte[] database = bytes(EtcdSnapshot.PART + 12345);
  private final List<String> asked = new ArrayList<>();
  private String sum = sum(database);
  private int drops;

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static String sum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private CommandResult run(HostName host, Command command) throws RemoteException {
    List<String> argv = command.argv();
    String program = argv.get(2);
    if (program.contains("snapshot save")) {
      asked.add(host + " save");
      return host.value().equals("cp-1")
          ? new CommandResult(46, "", "no etcd runs on this machine\n")
          : new CommandResult(
              0,
              "folder\t/var/lib/gantry/etcd-snapshot.abc\nsize\t%d\nsha256\t%s\nstatus\t%s\n"
                  .formatted(
                      database.length,
                      sum,
                      "{\"hash\":4275878552,\"revision\":812,\"totalKey\":900,\"totalSize\":1}"),
              "");
    }
    if (program.contains("gzip")) {
      asked.add(host + " part " + argv.getLast());
      if (drops-- > 0) {
        throw new RemoteException(Diagnostic.error("unreachable", "away", "…"), true);
      }
      int from = Integer.parseInt(argv.getLast()) * EtcdSnapshot.PART;
      byte[] part =
          Arrays.copyOfRange(database, from, Math.min(database.length, from + EtcdSnapshot.PART));
      return new CommandResult(0, Base64.getMimeEncoder().encodeToString(packed(part)), "");
    }
    asked.add(host + " end " + argv.getLast());
    return new CommandResult(0, "", "");
  }

  private static byte[] packed(byte[] part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(part);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  @Test
  void itComesInPartsFromWhereItCouldBeMadeAndIsRemovedThere() throws Exception {
    drops = 2;
    byte[] read;
    try (EtcdSnapshot snapshot = EtcdSnapshot.make(this::run, PLANES);
        InputStream bytes = snapshot.open()) {
      read = bytes.readAllBytes();
      assertThat(snapshot.facts()).isEqualTo(new SnapshotFacts("fedcba98", 812, 900));
    }

    assertThat(read).isEqualTo(database);
    assertThat(asked)
        .containsExactly(
            "cp-1 save",
            "cp-2 save",
            "cp-2 part 0",
            "cp-2 part 0",
            "cp-2 part 0",
            "cp-2 part 1",
            "cp-2 end /var/lib/gantry/etcd-snapshot.abc");
  }

  @Test
  void whatArrivesOtherThanItWasSavedHasNoEnd() throws Exception {
    sum = "0".repeat(64);
    try (EtcdSnapshot snapshot = EtcdSnapshot.make(this::run, PLANES);
        InputStream bytes = snapshot.open()) {
      assertThatThrownBy(bytes::readAllBytes)
          .isInstanceOf(DiagnosticException.class)
          .hasMessageContaining("did not arrive as it was saved");
    }
    assertThat(asked).last().isEqualTo("cp-2 end /var/lib/gantry/etcd-snapshot.abc");
  }

  @Test
  void everyControlPlaneSaysWhyItCouldNot() {
    assertThatThrownBy(() -> EtcdSnapshot.make(this::run, PLANES.subList(0, 1)))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            refused ->
                assertThat(refused.diagnostics().getFirst().detail())
                    .contains("cp-1: no etcd runs on this machine"));
  }
}
