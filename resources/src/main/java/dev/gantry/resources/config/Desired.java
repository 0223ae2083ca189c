package dev.gantry.resources.config;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.SourceRange;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the configuration says of one resource: defaults filled in, variables and references to
 * known values resolved. A reference to what only apply will tell is {@link Value.Unknown} in
 * {@code spec} and stands in {@code references}.
 *
 * @param spec the fields of {@code spec:}, in the shape of the kind's spec record
 * @param dependencies what must be applied first: references and {@code dependsOn}, direct only
 * @param references by the path of the field that holds it, the text with its {@code ${…}}
 */
public record Desired(
    ResourceAddress address,
    Value.Fields spec,
    SortedSet<ResourceAddress> dependencies,
    SortedMap<AttributePath, String> references,
    SourceRange source) {
  public Desired {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
    references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
  }
}
