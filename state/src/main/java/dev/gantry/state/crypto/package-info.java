/**
 * Secrets sealed one by one: AES-256-GCM under one data key of the state, which is wrapped for each
 * recipient. The JDK's own algorithms, asked for by provider, so that no other provider that
 * somebody registers takes their place; Argon2id, which the JDK lacks, from Bouncy Castle.
 */
@NullMarked
package dev.gantry.state.crypto;

import org.jspecify.annotations.NullMarked;
