package dev.gantry.cli.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A package file of cri-dockerd. No Debian has one: where {@code GANTRY_LAB_CRI_DOCKERD} names a
 * real one it is taken; else one is made of its units and a program that is ready, serves nothing
 * and keeps the arguments that systemd gave it.
 */
final class CriDockerdPackage {
  /** Where the stand-in keeps its arguments, one a line. */
  static final String ARGUMENTS = "/run/cri-dockerd-arguments";

  private static final String NAME = "cri-dockerd_0.3.15-1_all.deb";
  private static final Map<String, String> FILES =
      Map.of(
          "DEBIAN/control",
          """
          Package: cri-dockerd
          Version: 0.3.15-1
          Architecture: all
          Maintainer: Gantry <gantry@example.com>
          Description: stands in for cri-dockerd
          """,
          "usr/bin/cri-dockerd",
          """
          #!/bin/sh
          if [ "$1" = --version ]; then
            echo "cri-dockerd 0.3.15 (HEAD)"
            exit
          fi
          printf '%s\\n' "$@" >/run/cri-dockerd-arguments
          systemd-notify --ready
          exec sleep infinity
          """,
          "lib/systemd/system/cri-docker.service",
          """
          [Unit]
          Description=CRI Interface for Docker Application Container Engine
          After=network-online.target firewalld.service docker.service
          Wants=network-online.target
          Requires=cri-docker.socket
          [Service]
          Type=notify
          NotifyAccess=all
          ExecStart=/usr/bin/cri-dockerd --container-runtime-endpoint fd://
          KillMode=process
          [Install]
          WantedBy=multi-user.target
          """,
          "lib/systemd/system/cri-docker.socket",
          """
          [Unit]
          Description=CRI Docker Socket for the API
          PartOf=cri-docker.service
          [Socket]
          ListenStream=%t/cri-dockerd.sock
          SocketMode=0660
          SocketUser=root
          SocketGroup=docker
          [Install]
          WantedBy=sockets.target
          """);

  private CriDockerdPackage() {}

  /** Puts the package file into a folder and returns its name there. */
  static String into(Path folder) throws InterruptedException {
    try {
      String given = System.getenv("GANTRY_LAB_CRI_DOCKERD");
      if (given != null) {
        Path real = Path.of(given);
        String name = String.valueOf(real.getFileName());
        Files.copy(real, folder.resolve(name));
        return name;
      }
      Path tree = folder.resolve("cri-dockerd");
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        Path path = tree.resolve(file.getKey());
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, file.getValue());
      }
      Files.setPosixFilePermissions(
          tree.resolve("usr/bin/cri-dockerd"), PosixFilePermissions.fromString("rwxr-xr-x"));
      List<String> build =
          List.of("dpkg-deb", "--root-owner-group", "--build", tree.toString(), NAME);
      Exec.run(folder, Map.of(), Duration.ofMinutes(2), build).ok();
      return NAME;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
