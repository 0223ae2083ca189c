package dev.gantry.providers.node;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One real host of the lab, made for a test class and taken down at its end. */
final class LabHost {
  static final String NAME = "host-1";
  private static final Map<String, String> SETTINGS =
      Map.of("GANTRY_LAB_NAME", "node", "GANTRY_LAB_NET", "10.72.0.0/24");

  private LabHost() {}

  /** Brings the host up; skips the test, saying why, where the lab cannot run. */
  static LabHost up() throws IOException, InterruptedException {
    if (!System.getProperty("user.name", "").equals("root")) {
      abort("skipped: the lab needs root");
    }
    LabHost host = new LabHost();
    Ended down = host.lab("down");
    if (down.output().contains("This machine lacks what the lab needs")) {
      abort("skipped: " + down.output().strip());
    }
    host.lab("up", "1").ok();
    return host;
  }

  /** Runs a shell line on the host as root; returns what it prints. */
  String sh(String line) throws IOException, InterruptedException {
    return lab("exec", NAME, "sh", "-c", line).ok();
  }

  /** The path of the private key that opens the host. */
  String key() throws IOException, InterruptedException {
    return lab("key").ok().strip();
  }

  /**
   * What a person would compare: files and links with their modes, packages, settings, units. Left
   * out is what the linker and the package manager keep for themselves.
   */
  String photo() throws IOException, InterruptedException {
    return sh(
        """
        find /etc /opt /usr/local /var/lib/gantry /run/gantry -xdev \
          \\( -path /etc/ld.so.cache -o -path '/etc/*-' -o -path /etc/.pwd.lock \\) -prune \
          -o -type f -printf '%m %u:%g ' -exec sha256sum {} \\; 2>/dev/null | sort -k4
        find /etc -xdev -type l -printf '%p -> %l\\n' | sort
        find /etc /opt /var/lib /usr/local -xdev -maxdepth 2 -type d -printf '%m %p\\n' | sort -k2
        dpkg-query -W -f '${Package} ${Version} ${Status}\\n'
        cat /proc/sys/kernel/hostname /proc/sys/net/ipv4/ip_forward
        grep -sH . /proc/sys/net/bridge/* /proc/sys/vm/max_map_count
        cat /proc/swaps
        systemctl list-units --state=failed --no-legend --plain
        """);
  }

  /** Takes the host down and removes it. */
  void down() throws IOException, InterruptedException {
    lab("down").ok();
  }

  private Ended lab(String... arguments) throws IOException, InterruptedException {
    Path tool = repository().resolve("examples/lab/lab");
    List<String> argv = new ArrayList<>(List.of(tool.toString()));
    argv.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().putAll(SETTINGS);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(String.join(" ", argv), process.waitFor(), output);
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("examples/lab/lab"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new AssertionError("examples/lab/lab is not above " + Path.of("").toAbsolutePath());
      }
      folder = parent;
    }
    return folder;
  }

  private record Ended(String command, int exit, String output) {
    private String ok() {
      if (exit != 0) {
        throw new AssertionError(command + " ended with " + exit + ": " + output);
      }
      return output;
    }
  }
}
