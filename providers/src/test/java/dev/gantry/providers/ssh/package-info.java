/** The transport against real sshd servers in this process. */
@NullMarked
package dev.gantry.providers.ssh;

import org.jspecify.annotations.NullMarked;
