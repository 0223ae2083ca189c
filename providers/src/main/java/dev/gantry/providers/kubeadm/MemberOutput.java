package dev.gantry.providers.kubeadm;

import dev.gantry.resources.value.Value;
import java.util.SortedMap;
import java.util.TreeMap;

/** What steps tell of members while they run, and how it becomes attributes. */
final class MemberOutput {
  private static final String FILES = "files of ";
  private static final String END = "certificates of ";

  private MemberOutput() {}

  /** The name under which a step tells a member's files. */
  static String files(String node) {
    return FILES + node;
  }

  /** The name under which a step tells when a control plane's certificates end. */
  static String certificates(String node) {
    return END + node;
  }

  static Value.Fields settle(Value.Fields after, Value.Fields outputs) {
    Value.Fields settled = after;
    SortedMap<String, Value> members = new TreeMap<>(after.fields(Members.NAME).entries());
    SortedMap<String, Value> ends = new TreeMap<>(after.fields("certificates").entries());
    for (var output : outputs.entries().entrySet()) {
      String name = output.getKey();
      if (name.startsWith(FILES)) {
        members.computeIfPresent(
            name.substring(FILES.length()),
            (_, member) ->
                member instanceof Value.Fields fields
                    ? fields.with("files", output.getValue())
                    : member);
      } else if (name.startsWith(END)) {
        ends.put(name.substring(END.length()), output.getValue());
      } else {
        settled = settled.with(name, output.getValue());
      }
    }
    ends.keySet().retainAll(members.keySet());
    return settled
        .with(Members.NAME, new Value.Fields(members))
        .with("certificates", new Value.Fields(ends));
  }
}
