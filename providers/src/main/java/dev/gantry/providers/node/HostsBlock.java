package dev.gantry.providers.node;

import dev.gantry.resources.address.ResourceAddress;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gantry's lines in /etc/hosts, between two marks. They stand first: a resolver takes the first
 * match, and a Debian machine's own name would otherwise be 127.0.1.1 for kubeadm and the kubelet.
 * All other lines stay as they are, byte by byte.
 */
final class HostsBlock {
  static final String FILE = "/etc/hosts";

  private final String begin;
  private final String end;

  HostsBlock(ResourceAddress owner) {
    begin = "# BEGIN gantry " + owner + "\n";
    end = "# END gantry " + owner + "\n";
  }

  /**
   * Addresses by name, as the block has them, several with a space between; empty where there is no
   * block.
   */
  SortedMap<String, String> entries(String text) {
    SortedMap<String, String> entries = new TreeMap<>();
    int from = text.indexOf(begin);
    int to = text.indexOf(end, Math.max(from, 0));
    if (from < 0 || to < 0) {
      return entries;
    }
    for (String line : text.substring(from + begin.length(), to).lines().toList()) {
      String[] words = line.strip().split("\\s+", -1);
      for (int i = 1; i < words.length; i++) {
        entries.merge(words[i], words[0], (first, second) -> first + " " + second);
      }
    }
    return entries;
  }

  /** The text with exactly these entries in its block; without a block where there are none. */
  String with(String text, SortedMap<String, String> entries) {
    String others = without(text);
    if (entries.isEmpty()) {
      return others;
    }
    StringBuilder block = new StringBuilder(begin);
    entries.forEach(
        (name, addresses) -> {
          for (String address : addresses.split(" ", -1)) {
            block.append(address).append(' ').append(name).append('\n');
          }
        });
    return block.append(end).append(others).toString();
  }

  /** The text without the block; a mark that lost its other half goes alone. */
  String without(String text) {
    int from = text.indexOf(begin);
    int to = text.indexOf(end, Math.max(from, 0));
    return from >= 0 && to >= 0
        ? text.substring(0, from) + text.substring(to + end.length())
        : text.replace(begin, "").replace(end, "");
  }
}
