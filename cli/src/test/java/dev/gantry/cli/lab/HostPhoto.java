package dev.gantry.cli.lab;

/** What a host looks like, in text that two moments can be compared by. */
final class HostPhoto {
  private HostPhoto() {}

  /**
   * Files under the folders that Gantry may write to, with content; packages; settings. Left out is
   * what any host changes by itself or what a package manager keeps as its own log and cache.
   */
  static String of(Lab lab, String host) throws InterruptedException {
    return lab.sh(
        host,
        """
        find /etc /opt /usr/local /usr/lib/systemd/system /var/lib/gantry -xdev \
          \\( -path /etc/ld.so.cache -o -path '/etc/*-' -o -path /etc/.pwd.lock \\) -prune \
          -o -type f -exec sha256sum {} + 2>/dev/null | sort -k2
        find /etc -xdev -type l -printf '%p -> %l\\n' | sort
        dpkg-query -W -f '${Package} ${Version} ${Status}\\n'
        hostname
        sysctl -n net.ipv4.ip_forward net.ipv4.ip_nonlocal_bind
        ip -o -4 addr show | awk '{print $2, $4}'
        systemctl list-units --state=failed --no-legend --plain
        """);
  }

  /** Names and change times of the files under the folders that Gantry may write to. */
  static String times(Lab lab, String host) throws InterruptedException {
    return lab.sh(
        host,
        "find /etc /opt /var/lib/gantry /run/gantry -xdev -printf '%p %T@ %C@\\n' 2>/dev/null | sort");
  }
}
