package dev.gantry.providers.ssh;

import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Sets up the one client of a run. Every default of the library that would surprise is set here.
 */
final class SshClients {
  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519_cert,
          BuiltinSignatures.nistp256_cert,
          BuiltinSignatures.nistp384_cert,
          BuiltinSignatures.nistp521_cert,
          BuiltinSignatures.rsaSHA512_cert,
          BuiltinSignatures.rsaSHA256_cert,
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

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
    // The default has RSA with SHA-1, and hardware keys whose signatures the library does not pass
    // on whole.
    client.setSignatureFactories(List.copyOf(SIGNATURES));
    client.setUserAuthFactories(LoginMethods.inOrder());
    // The default answers what looks like a question for a password by itself: see KeyboardAnswers.
    PropertyResolverUtils.updateProperty(
        client, UserInteraction.AUTO_DETECT_PASSWORD_PROMPT, false);
    // The default ends a connection that was silent for ten minutes, such as a long install. Dead
    // links are noticed by Limits.keepAlive.
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    client.start();
    return client;
  }
}
