package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, run by this machine's shell. */
final class FilePutTest {
  @TempDir private Path root;
  private LocalRemote remote;
  private String owner;

  @BeforeEach
  void setUp() throws Exception {
    remote = new LocalRemote(root.resolve("var/lib/gantry"), root);
    CommandResult me = remote.run(Command.script("echo \"$(id -un):$(id -gn)\"", List.of()));
    owner = me.stdout().strip();
  }

  @Test
  void aNewFileHasItsContentModeAndFolders() throws Exception {
    Path path = root.resolve("etc/new folder/x.conf");
    remote.put(file(path, "a\nb $(id) 'c'\n", "0640"));
    assertThat(path).hasContent("a\nb $(id) 'c'\n");
    assertThat(mode(path)).isEqualTo("rw-r-----");
    assertThat(mode(root.resolve("etc/new folder"))).isEqualTo("rwxr-xr-x");
  }

  @Test
  void nothingIsLeftBesideTheFile() throws Exception {
    Path path = root.resolve("etc/x.conf");
    remote.put(file(path, "x", "0644"));
    try (var beside = Files.list(root.resolve("etc"))) {
      assertThat(beside).containsExactly(path);
    }
    assertThat(root.resolve("var/lib/gantry")).doesNotExist();
  }

  @Test
  void anOldFileIsReplacedNotWrittenInto() throws Exception {
    Path path = Files.writeString(root.resolve("x.conf"), "old");
    Path link = Files.createLink(root.resolve("same"), path);
    remote.put(file(path, "new", "0600"));
    assertThat(path).hasContent("new");
    assertThat(link).hasContent("old");
  }

  @Test
  void aFolderInTheWayIsAnError() throws Exception {
    Path path = Files.createDirectory(root.resolve("x.conf"));
    assertThatThrownBy(() -> remote.put(file(path, "new", "0600")))
        .isInstanceOfSatisfying(
            RemoteException.class,
            e -> assertThat(e.diagnostic().detail()).contains("is a folder"));
  }

  @Test
  void anUnknownOwnerLeavesTheOldFile() throws Exception {
    Path path = Files.writeString(root.resolve("x.conf"), "old");
    RemoteFile file =
        new RemoteFile(path.toString(), new Content.Text("new"), "0644", "nobody-there:root");
    assertThatThrownBy(() -> remote.put(file)).isInstanceOf(RemoteException.class);
    assertThat(path).hasContent("old");
    assertThat(root.resolve("var/lib/gantry")).doesNotExist();
  }

  @Test
  void aRelativePathIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> remote.put(RemoteFile.text("etc/x", "x")))
        .isInstanceOfSatisfying(
            RemoteException.class, e -> assertThat(e.diagnostic().detail()).contains("absolute"));
  }

  @Test
  void aLargeFileArrivesWhole() throws Exception {
    Path large = Files.write(root.resolve("large"), new byte[5 << 20]);
    Path path = root.resolve("copy");
    remote.put(new RemoteFile(path.toString(), new Content.LocalFile(large), "0644", owner));
    assertThat(Files.mismatch(path, large)).isEqualTo(-1);
  }

  private RemoteFile file(Path path, String content, String mode) {
    return new RemoteFile(path.toString(), new Content.Text(content), mode, owner);
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
