/**
 * Machines over SSH: the transport behind {@code Remotes}, and the only place that knows the
 * library. {@code SshRemotes} hands out machines; {@code Dialer} opens their connections ({@code
 * OpenSsh} fills in what ssh_config says, {@code Ways} leads through proxy and jump hosts, {@code
 * HostKeys} says whom to trust, {@code Credentials} what to log in with, {@code Login} does it,
 * {@code Sudo} says how to become root); {@code Link} keeps one open; {@code Exec} runs a command.
 */
@NullMarked
package dev.gantry.providers.ssh;

import org.jspecify.annotations.NullMarked;
