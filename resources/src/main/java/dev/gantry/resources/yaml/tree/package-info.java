/** From the bytes of YAML files to trees of nodes that know their places; YAML ends here. */
@NullMarked
package dev.gantry.resources.yaml.tree;

import org.jspecify.annotations.NullMarked;
