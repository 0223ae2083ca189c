/**
 * Plans, states and problems as text and JSON, in Terraform's words and marks, which people know
 * and tools parse. Pure: data in, text out.
 */
@NullMarked
package dev.gantry.cli.render;

import org.jspecify.annotations.NullMarked;
