package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Worded;

/** A taint of a Kubernetes node: pods that do not tolerate it stay away. */
public record TaintSpec(
    @Doc("The taint's key, in the form of a label's key: `example.com/dedicated`.") String key,
    @Doc("The taint's value, in the form of a label's value.") @Default("") String value,
    @Doc("What happens to pods that do not tolerate it.") Effect effect) {

  /** What a taint does, in Kubernetes' own words. */
  public enum Effect implements Worded {
    NO_SCHEDULE("NoSchedule"),
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    NO_EXECUTE("NoExecute");

    private final String word;

    Effect(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }

  /** As {@code kubectl taint} writes it: {@code key=value:NoSchedule}. */
  public String written() {
    return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect.word();
  }
}
