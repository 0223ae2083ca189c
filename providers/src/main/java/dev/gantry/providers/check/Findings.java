package dev.gantry.providers.check;

import dev.gantry.resources.kinds.node.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what checks find, and puts the waiver on what is waived. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();

  void error(CheckedHost host, CheckName check, String what, String mend) {
    add(host, check, Level.ERROR, what, mend);
  }

  void warning(CheckedHost host, CheckName check, String what, String mend) {
    add(host, check, Level.WARNING, what, mend);
  }

  void info(CheckedHost host, CheckName check, String what, String mend) {
    add(host, check, Level.INFO, what, mend);
  }

  void add(CheckedHost host, CheckName check, Level level, String what, String mend) {
    Finding finding = new Finding(check, level, host.host(), what, mend, Optional.empty());
    found.add(host.spec().checks().reason(check).map(finding::waivedFor).orElse(finding));
  }

  List<Finding> worstFirst() {
    return found.stream().sorted(Finding.WORST_FIRST).toList();
  }
}
