package dev.gantry.providers.host;

/**
 * A host key that was pinned when the machine was first reached: strict ever after (law 8).
 *
 * @param line as in known_hosts, without the host: {@code ssh-ed25519 AAAA…}, or {@code
 *     @cert-authority ssh-ed25519 AAAA…} for a machine that proved itself by a certificate
 * @param origin where it is pinned, for errors: {@code the state}
 */
public record RecordedKey(String line, String origin) {}
