package dev.gantry.providers.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that reached machines.
 *
 * @param argvs the arguments of every command
 * @param files texts by path
 */
public record Sent(List<List<String>> argvs, SortedMap<String, String> files) {

  /** An empty one, to be filled. */
  public static Sent nothing() {
    return new Sent(new ArrayList<>(), new TreeMap<>());
  }

  /** Adds files, each under its machine's name. */
  public void addFiles(String machine, Map<String, String> texts) {
    texts.forEach((path, text) -> files.put(machine + ":" + path, text));
  }
}
