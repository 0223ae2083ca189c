package dev.gantry.cli.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Debian packages made for a test. */
final class Debs {
  private Debs() {}

  /** The package {@code NAME}, with so many bytes that do not compress. */
  static Path large(Path folder, String name, int bytes) throws IOException, InterruptedException {
    Path tree = tree(folder, name);
    byte[] content = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(content);
    Files.write(Files.createDirectories(tree.resolve("opt")).resolve(name), content);
    return build(folder, tree, name);
  }

  /**
   * The package {@code slow-NAME}. Its installation writes "start" to {@code /var/log/slow-NAME},
   * takes so long, or until there is {@code /run/go-NAME}, and writes "end".
   */
  static Path slow(Path folder, String name, int seconds) throws IOException, InterruptedException {
    Path tree = tree(folder, "slow-" + name);
    Files.createDirectories(tree.resolve("DEBIAN"));
    Path script = tree.resolve("DEBIAN/postinst");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo start >>/var/log/slow-%1$s
        for second in $(seq %2$d); do
          [ ! -e /run/go-%1$s ] || break
          sleep 1
        done
        echo end >>/var/log/slow-%1$s
        """
            .formatted(name, seconds));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return build(folder, tree, "slow-" + name);
  }

  /** The file of a package, in the folder that it was made in. */
  static String file(String name) {
    return name + "_1.0_all.deb";
  }

  private static Path tree(Path folder, String name) throws IOException {
    return Files.createDirectories(folder.resolve("tree-" + name));
  }

  private static Path build(Path folder, Path tree, String name)
      throws IOException, InterruptedException {
    Path control = Files.createDirectories(tree.resolve("DEBIAN")).resolve("control");
    Files.writeString(
        control,
        """
        Package: %s
        Version: 1.0
        Architecture: all
        Maintainer: test <test@example.org>
        Description: test
        """
            .formatted(name));
    Path deb = folder.resolve(file(name));
    Exec.run(
            folder,
            Map.of(),
            Duration.ofMinutes(2),
            List.of(
                "dpkg-deb", "-Znone", "--root-owner-group", "-b", tree.toString(), deb.toString()))
        .ok();
    return deb;
  }
}
