package dev.gantry.cli.command;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.diagnostic.Suggestion;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Addresses as people type them. */
final class Addresses {
  private Addresses() {}

  /**
   * One address.
   *
   * @throws DiagnosticException when it is none
   */
  static ResourceAddress parse(String typed) {
    return ResourceAddress.parse(typed)
        .orElseThrow(
            () ->
                new DiagnosticException(
                    Diagnostic.error(
                        "bad-address",
                        "Not a resource's address: \"" + typed + "\"",
                        "An address is Kind/name, for example Node/cp-1.")));
  }

  /** Several addresses. */
  static SortedSet<ResourceAddress> parse(Collection<String> typed) {
    SortedSet<ResourceAddress> addresses = new TreeSet<>();
    typed.forEach(one -> addresses.add(parse(one)));
    return addresses;
  }

  /**
   * The record of a resource.
   *
   * @throws DiagnosticException when the state has none
   */
  static Recorded recorded(State state, ResourceAddress address) {
    Recorded recorded = state.resources().get(address);
    if (recorded == null) {
      List<String> known = state.resources().keySet().stream().map(String::valueOf).toList();
      throw new DiagnosticException(
          Diagnostic.error(
              "not-in-state",
              address + " is not in the state",
              "All that is in it: gantry state list."
                  + Suggestion.sentence(address.toString(), known)));
    }
    return recorded;
  }
}
