package dev.gantry.providers.kubeadm;

import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings by dotted names, as values of a document. */
final class Settings {
  private Settings() {}

  /** The document with these settings in it, each read as a YAML scalar. */
  static Value.Fields in(Value.Fields document, Map<String, String> settings) {
    Value.Fields result = document;
    for (var setting : new TreeMap<>(settings).entrySet()) {
      List<String> path = List.of(setting.getKey().split("\\.", -1));
      result = nested(result, path, scalar(setting.getValue()));
    }
    return result;
  }

  private static Value.Fields nested(Value.Fields fields, List<String> path, Value value) {
    return path.size() == 1
        ? fields.with(path.getFirst(), value)
        : fields.with(
            path.getFirst(),
            nested(fields.fields(path.getFirst()), path.subList(1, path.size()), value));
  }

  /** A YAML scalar as it would be read: a number, a truth value, else text. */
  static Value scalar(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Value.of(text.equals("true"));
    }
    return text.matches("-?[0-9]{1,17}") ? Value.of(Long.parseLong(text)) : Value.of(text);
  }
}
