package dev.gantry.providers.node;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Kernel modules: how it is told whether one is there, and the file that loads them at boot. */
final class KernelModules {
  static final String FILE = "/etc/modules-load.d/gantry.conf";

  /**
   * Prints those of its arguments that the kernel has: loaded, listed as built in, or shown by what
   * they bring. The last is for kernels without /lib/modules, where modprobe knows nothing.
   */
  static final String PRESENT =
      """
      for module do
        under=$(printf %s "$module" | tr - _)
        if [ -d "/sys/module/$under" ] ||
            grep -qsF -e "/$module.ko" -e "/$under.ko" "/lib/modules/$(uname -r)/modules.builtin"
        then
          echo "$module"
          continue
        fi
        case $under in
          br_netfilter) [ -d /proc/sys/net/bridge ] && echo "$module" ;;
          overlay) grep -qsw overlay /proc/filesystems && echo "$module" ;;
          nf_conntrack) [ -d /proc/sys/net/netfilter ] && echo "$module" ;;
          ip_vs) [ -d /proc/sys/net/ipv4/vs ] && echo "$module" ;;
        esac
      done
      exit 0
      """;

  private KernelModules() {}

  /** The file's text. */
  static String render(List<String> modules) {
    StringBuilder text = new StringBuilder(ManagedFiles.HEADER);
    modules.forEach(module -> text.append(module).append('\n'));
    return text.toString();
  }

  /** The modules of a file, in its order. */
  static List<String> parse(String text) {
    List<String> modules = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
        modules.add(line);
      }
    }
    return modules;
  }

  /** The names that {@link #PRESENT} printed. */
  static SortedSet<String> printed(String output) {
    return new TreeSet<>(
        output.lines().map(String::strip).filter(name -> !name.isEmpty()).toList());
  }
}
