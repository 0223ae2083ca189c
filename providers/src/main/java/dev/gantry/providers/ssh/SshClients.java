package dev.gantry.providers.ssh;

import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Sets up the one client of a run. Every default of the library that would surprise is set here.
 */
final class SshClients {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int MISSED_HEARTBEATS = 4;

  private SshClients() {}

  /** A started client; starting costs most of a second, so it is done on first use. */
  static SshClient start(Optional<AgentSocket> agent) {
    SshClient client = SshClient.setUpDefaultClient();
    // The default accepts every host key.
    ServerKeyVerifier verifier = (session, _, key) -> Handshake.verify(session, key);
    client.setServerKeyVerifier(verifier);
    client.addSessionListener(Handshake.ordering());
    // The default reads ~/.ssh/config, fails on Match and is silent on Include: the configuration
    // is the only source of where to connect, and with which keys.
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    agent.ifPresent(socket -> client.setAgentFactory(new AgentKeys(socket)));
    // The default ends a connection that was silent for ten minutes, such as a long install, and
    // never notices a dead link.
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, MISSED_HEARTBEATS);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    client.start();
    return client;
  }
}
