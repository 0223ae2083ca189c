package dev.gantry.providers.kubeadm;

import dev.gantry.resources.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The flags of a kubelet in {@code /var/lib/kubelet/kubeadm-flags.env}, as kubeadm writes them (its
 * phases/kubelet/flags.go): {@code KUBELET_KUBEADM_ARGS="--name=value …"}, no value with a space.
 */
record KubeletFlags(Map<String, String> flags) {
  private static final String NAME = "KUBELET_KUBEADM_ARGS";
  private static final Pattern LINE = Pattern.compile("(?m)^" + NAME + "=\"?([^\"\\n]*)\"?$");

  KubeletFlags {
    flags = new LinkedHashMap<>(flags);
  }

  /** Reads the file; no flags where it has another form. */
  static KubeletFlags parse(String text) {
    Map<String, String> flags = new LinkedHashMap<>();
    Matcher line = LINE.matcher(text);
    if (line.find()) {
      for (String flag : line.group(1).strip().split(" +", -1)) {
        int equals = flag.indexOf('=');
        if (flag.startsWith("--") && equals > 0) {
          flags.put(flag.substring(2, equals), flag.substring(equals + 1));
        }
      }
    }
    return new KubeletFlags(flags);
  }

  /** The same with other flags of ours; kubeadm's own stay. */
  KubeletFlags changed(Value.Fields before, Value.Fields after) {
    Map<String, String> changed = new LinkedHashMap<>(flags);
    changed.keySet().removeAll(before.entries().keySet());
    after.entries().forEach((name, value) -> changed.put(name, value.scalarText().orElse("")));
    return new KubeletFlags(changed);
  }

  /** Those of these names. */
  SortedMap<String, String> named(Iterable<String> names) {
    SortedMap<String, String> named = new TreeMap<>();
    for (String name : names) {
      String value = flags.get(name);
      if (value != null) {
        named.put(name, value);
      }
    }
    return named;
  }

  /** The file. */
  String text() {
    return NAME
        + "=\""
        + new TreeMap<>(flags)
            .entrySet().stream()
                .map(flag -> "--" + flag.getKey() + "=" + flag.getValue())
                .collect(Collectors.joining(" "))
        + "\"\n";
  }
}
