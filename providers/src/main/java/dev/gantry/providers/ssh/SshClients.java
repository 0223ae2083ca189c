package dev.gantry.providers.ssh;

import java.time.Duration;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Sets up the one client of a run. Every default of the library that would surprise is set here.
 */
final class SshClients {
  private SshClients() {}

  /** A started client; starting costs most of a second, so it is done on first use. */
  static TunnelClient start() {
    TunnelClient client = (TunnelClient) ClientBuilder.builder().factory(TunnelClient::new).build();
    // The default accepts every host key.
    ServerKeyVerifier verifier = (session, _, key) -> Handshake.verify(session, key);
    client.setServerKeyVerifier(verifier);
    client.addSessionListener(Limits.keepAlive());
    client.addSessionListener(Handshake.ordering());
    // The default reads ~/.ssh/config, fails on Match and is silent on Include: the configuration
    // is the only source of where to connect, and with which keys.
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setAgentFactory(new AgentKeys());
    // The default ends a connection that was silent for ten minutes, such as a long install. Dead
    // links are noticed by Limits.keepAlive.
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    client.start();
    return client;
  }
}
