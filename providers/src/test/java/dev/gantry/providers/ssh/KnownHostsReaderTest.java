package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownHostsReaderTest {
  private static final String KEY = TestServer.line(TestServer.ED25519);
  private static final String OTHER = TestServer.line(TestServer.OTHER_ED25519);
  private static final Path KEYGEN = Path.of("/usr/bin/ssh-keygen");

  @TempDir private Path folder;

  @Test
  void aLineIsForItsNamesAndPort() throws Exception {
    Path file = write("a,10.0.0.1 " + KEY, "[10.0.0.1]:2222 " + OTHER, "10.0.0.9 " + OTHER);
    assertThat(origins("10.0.0.1", 22, file)).containsExactly("known_hosts:1");
    assertThat(origins("10.0.0.1", 2222, file)).containsExactly("known_hosts:2");
    assertThat(origins("A", 22, file)).containsExactly("known_hosts:1");
    assertThat(origins("10.0.0.2", 22, file)).isEmpty();
  }

  @Test
  void aLineWithoutThePortProvesButIsNotCertain() throws Exception {
    Path file = write("10.0.0.1 " + KEY);
    assertThat(known("10.0.0.1", 2222, file).trusted())
        .singleElement()
        .returns(false, Trusted::certain);
  }

  @Test
  void hashedNamesAreFound() throws Exception {
    assumeTrue(Files.exists(KEYGEN), "skipped: there is no ssh-keygen on this machine");
    Path file = write("10.0.0.1 " + KEY, "[10.0.0.1]:2222 " + OTHER, "fd88::11 " + OTHER);
    Tool.run(folder, "ssh-keygen", "-H", "-f", file.toString());
    assertThat(Files.readString(file)).contains("|1|").doesNotContain("10.0.0.1");
    assertThat(origins("10.0.0.1", 22, file)).containsExactly("known_hosts:1");
    assertThat(origins("10.0.0.1", 2222, file)).containsExactly("known_hosts:2");
    assertThat(origins("fd88::11", 22, file)).containsExactly("known_hosts:3");
  }

  @Test
  void marksAreUnderstood() throws Exception {
    Path file =
        write("@cert-authority *.example.org " + KEY, "@revoked * " + OTHER, "@new * " + KEY);
    KnownHostsReader known = known("a.example.org", 22, file);
    assertThat(known.trusted()).singleElement().returns(true, Trusted::authority);
    assertThat(known.revoked()).hasSize(1);
    assertThat(known.searched()).contains("@new");
    assertThat(known("a.example.org", 2222, file).revoked()).hasSize(1);
  }

  @Test
  void whatAPersonMayHaveWrittenIsRead() throws Exception {
    String key = KEY.replace(" ", "\t");
    Path file = folder.resolve("known_hosts");
    String text =
        "# caf\u00e9\r\n\r\n  10.0.0.1\t" + key + " with a comment # and more\r\nnonsense\n";
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(origins("10.0.0.1", 22, file)).containsExactly("known_hosts:3");
  }

  @Test
  void aLineThatCannotBeReadIsToldWhereNothingElseIsFound() throws Exception {
    Path file =
        write("10.0.0.1 ssh-ed25519 AAAA", "10.0.0.1", "10.0.0.1 ssh-new-type " + "A".repeat(40));
    assertThat(known("10.0.0.1", 22, file).searched())
        .contains("The key in known_hosts:1 cannot be read")
        .contains("Line known_hosts:2 cannot be read")
        .contains("known_hosts has no line for 10.0.0.1");
    assertThat(known("10.0.0.1", 2222, folder.resolve("nowhere")).searched())
        .contains("does not exist");
  }

  private Path write(String... lines) throws Exception {
    return Files.write(folder.resolve("known_hosts"), List.of(lines));
  }

  private static List<String> origins(String address, int port, Path file) throws Exception {
    return known(address, port, file).trusted().stream().map(Trusted::origin).toList();
  }

  private static KnownHostsReader known(String address, int port, Path file) throws Exception {
    return new KnownHostsReader(address, port).read(file, file.getFileName().toString());
  }
}
