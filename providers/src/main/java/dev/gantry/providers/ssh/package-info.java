/**
 * Machines over SSH: the transport behind {@code Remotes}, and the only place that knows the
 * library. {@code SshRemotes} hands out machines; {@code Dialer} opens their connections ({@code
 * HostKeys} says whom to trust, {@code Credentials} what to log in with, {@code Sudo} how to become
 * root); {@code Exec} runs a command. Jump hosts and proxies belong into {@code Dialer}.
 */
@NullMarked
package dev.gantry.providers.ssh;

import org.jspecify.annotations.NullMarked;
