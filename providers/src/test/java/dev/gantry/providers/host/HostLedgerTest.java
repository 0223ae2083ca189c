package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.address.ResourceAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's scripts, run by this machine's shell below a folder of the test's. */
final class HostLedgerTest {
  private static final ResourceAddress NODE = new ResourceAddress("Node", "cp-1");
  private static final ResourceAddress VIP = new ResourceAddress("VIP", "main");

  @TempDir private Path root;
  private Path base;
  private HostLedger ledger;
  private String owner;

  @BeforeEach
  void setUp() throws Exception {
    base = root.resolve("var/lib/gantry");
    Remote remote = new LocalRemote(base, root);
    ledger = HostLedger.in(remote, base);
    owner = remote.run(Command.script("echo \"$(id -un):$(id -gn)\"", List.of())).stdout().strip();
  }

  @Test
  void anOriginalComesBackAsItWas() throws Exception {
    Path path = Files.writeString(root.resolve("x.conf"), "original\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(write(NODE, path, "first\n")).isTrue();
    assertThat(write(NODE, path, "second\n")).isTrue();
    assertThat(path).hasContent("second\n");
    ledger.restoreFile(NODE, path.toString());
    assertThat(path).hasContent("original\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void whatWasNotThereGoesWithItsFolders() throws Exception {
    Path first = root.resolve("etc/a b/c/one");
    Path second = root.resolve("etc/a b/two");
    write(NODE, first, "1");
    write(NODE, second, "2");
    assertThat(ledger.files(NODE)).containsExactly(first.toString(), second.toString());
    ledger.restoreFile(NODE, first.toString());
    assertThat(root.resolve("etc/a b/c")).doesNotExist();
    assertThat(second).exists();
    ledger.restoreFile(NODE, second.toString());
    assertThat(root.resolve("etc")).doesNotExist();
  }

  @Test
  void aFolderThatWasThereStays() throws Exception {
    Path folder = Files.createDirectories(root.resolve("etc/mine"));
    write(NODE, folder.resolve("x"), "1");
    ledger.restoreFile(NODE, folder.resolve("x").toString());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLinkComesBackAsALink() throws Exception {
    Path target = Files.writeString(root.resolve("target"), "t");
    Path link = Files.createSymbolicLink(root.resolve("link"), target);
    write(NODE, link, "file");
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(target).hasContent("t");
    ledger.restoreFile(NODE, link.toString());
    assertThat(Files.readSymbolicLink(link)).isEqualTo(target);
  }

  @Test
  void theSameFileIsNotWrittenAgain() throws Exception {
    Path path = root.resolve("x");
    assertThat(write(NODE, path, "1")).isTrue();
    var time = Files.getLastModifiedTime(path);
    Object inode = Files.getAttribute(path, "unix:ino");
    assertThat(write(NODE, path, "1")).isFalse();
    assertThat(Files.getLastModifiedTime(path)).isEqualTo(time);
    assertThat(Files.getAttribute(path, "unix:ino")).isEqualTo(inode);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(write(NODE, path, "1")).as("mode differs").isTrue();
  }

  @Test
  void whatTwoOwnTheLastOneGivesBack() throws Exception {
    Path path = Files.writeString(root.resolve("x"), "original");
    write(NODE, path, "1");
    write(VIP, path, "1");
    ledger.restoreFile(NODE, path.toString());
    assertThat(path).hasContent("1");
    ledger.restoreFile(VIP, path.toString());
    assertThat(path).hasContent("original");
  }

  @Test
  void aRenamedOwnerGivesBackWhatItHadUnderItsOldName() throws Exception {
    Path path = Files.writeString(root.resolve("x"), "original");
    ResourceAddress renamed = new ResourceAddress("Node", "db-1");
    write(NODE, path, "1");
    ledger.noteBefore(NODE, "hostname", "old");
    ledger.rename(NODE, renamed);
    ledger.rename(NODE, renamed);
    assertThat(ledger.files(NODE)).isEmpty();
    assertThat(ledger.readNote(renamed, "hostname")).contains("old");
    ledger.restoreFile(NODE, path.toString());
    assertThat(path).hasContent("1");
    ledger.restoreFile(renamed, path.toString());
    assertThat(path).hasContent("original");
  }

  @Test
  void aStrangersFileIsLeftAlone() throws Exception {
    Path path = Files.writeString(root.resolve("x"), "mine");
    ledger.restoreFile(NODE, path.toString());
    assertThat(path).hasContent("mine");
    assertThat(base).doesNotExist();
  }

  @Test
  void aKeptOriginalSurvivesACutBeforeTheWrite() throws Exception {
    Path path = Files.writeString(root.resolve("x"), "original");
    write(NODE, path, "1");
    Files.writeString(path, "original");
    Path halfEntry = base.resolve("files/.new-half");
    Files.createDirectories(halfEntry.resolve("owners"));
    write(NODE, path, "1");
    ledger.restoreFile(NODE, path.toString());
    assertThat(path).hasContent("original");
    ledger.release(NODE);
    assertThat(base).doesNotExist();
  }

  @Test
  void theFirstNoteStays() throws Exception {
    ledger.noteBefore(NODE, "hostname", "old name\n$(id)");
    ledger.noteBefore(NODE, "hostname", "new");
    assertThat(ledger.readNote(NODE, "hostname")).contains("old name\n$(id)");
    assertThat(ledger.readNote(NODE, "other")).isEmpty();
    assertThat(ledger.readNote(VIP, "hostname")).isEmpty();
  }

  @Test
  void aSharedNoteIsGivenBackByTheLast() throws Exception {
    ledger.noteBefore(NODE, "unit:haproxy", "disabled");
    ledger.noteBefore(VIP, "unit:haproxy", "enabled");
    assertThat(ledger.readNote(VIP, "unit:haproxy")).contains("disabled");
    assertThat(ledger.noteToRestore(NODE, "unit:haproxy")).isEmpty();
    ledger.dropNote(NODE, "unit:haproxy");
    assertThat(ledger.noteToRestore(VIP, "unit:haproxy")).contains("disabled");
    ledger.dropNote(VIP, "unit:haproxy");
    assertThat(ledger.readNote(VIP, "unit:haproxy")).isEmpty();
  }

  @Test
  void theLastReleaseLeavesNothing() throws Exception {
    Path path = root.resolve("x");
    write(NODE, path, "1");
    ledger.noteBefore(VIP, "k", "v");
    ledger.release(NODE);
    assertThat(path).as("release touches no file").exists();
    assertThat(base).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base)))
        .isEqualTo("rwx------");
    ledger.release(VIP);
    assertThat(base).doesNotExist();
    ledger.release(VIP);
  }

  @Test
  void aPackageNameThatIsNoneIsRefused() {
    for (String name : List.of("-o=x", "a b", "$(id)", "")) {
      assertThatThrownBy(() -> ledger.installPackages(NODE, List.of(name)))
          .isInstanceOfSatisfying(
              StepException.class,
              e -> assertThat(e.diagnostic().detail()).contains("no package name"));
    }
  }

  private boolean write(ResourceAddress who, Path path, String content) throws Exception {
    return ledger.writeFile(
        who, new RemoteFile(path.toString(), new Content.Text(content), "0644", owner));
  }
}
