/** What a kind is: its spec record, the annotations on its fields, and its rules. */
@NullMarked
package dev.gantry.resources.kind;

import org.jspecify.annotations.NullMarked;
