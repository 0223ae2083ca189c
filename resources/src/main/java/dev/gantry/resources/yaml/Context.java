package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Findings;
import dev.gantry.resources.yaml.tree.Place;
import java.util.Optional;

/**
 * Where problems of one document go, with the resource that they are in.
 *
 * @param subject the document for a sentence: {@code Node}
 */
record Context(Findings findings, Optional<ResourceAddress> address, String subject) {

  void error(Place place, String code, String summary, String detail) {
    add(Diagnostic.error(code, summary, detail), place);
  }

  void add(Diagnostic problem, Place place) {
    Diagnostic placed = problem.at(place.range());
    findings.add(address.map(placed::at).orElse(placed));
  }
}
