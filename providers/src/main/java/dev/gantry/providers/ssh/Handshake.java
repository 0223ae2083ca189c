package dev.gantry.providers.ssh;

import dev.gantry.resources.diagnostic.Diagnostic;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * What one attempt to connect knows and learns. It travels with the attempt as its context, because
 * the library's hooks are of the whole client: {@link SshClients} finds it there again.
 */
final class Handshake {
  private static final AttributeKey<Handshake> KEY = new AttributeKey<>();

  private final HostKeyPolicy policy;
  private final Optional<AgentSocket> agent;
  private volatile Optional<PublicKey> accepted = Optional.empty();
  private volatile Optional<Diagnostic> refusal = Optional.empty();

  Handshake(HostKeyPolicy policy, Optional<AgentSocket> agent) {
    this.policy = policy;
    this.agent = agent;
  }

  /** The context with which to connect. */
  AttributeRepository context() {
    return AttributeRepository.ofKeyValuePair(KEY, this);
  }

  /** The attempt behind a session; empty for a session that was opened otherwise. */
  static Optional<Handshake> of(Session session) {
    AttributeRepository context =
        session instanceof ClientSession client ? client.getConnectionContext() : null;
    return context == null ? Optional.empty() : Optional.ofNullable(context.getAttribute(KEY));
  }

  /** The agent whose keys may be tried. */
  Optional<AgentSocket> agent() {
    return agent;
  }

  /** The key that was accepted; empty until then. */
  Optional<PublicKey> accepted() {
    return accepted;
  }

  /** Why the key was not accepted. */
  Optional<Diagnostic> refusal() {
    return refusal;
  }

  private boolean accept(PublicKey shown) {
    refusal = policy.refusal(shown);
    accepted = refusal.isEmpty() ? Optional.of(shown) : Optional.empty();
    return refusal.isEmpty();
  }

  /** Verifies by the attempt's policy; a session without one is never trusted. */
  static boolean verify(ClientSession session, PublicKey shown) {
    return of(session).map(attempt -> attempt.accept(shown)).orElse(false);
  }

  /** Asks for the algorithms of the known keys first. */
  static SessionListener ordering() {
    return new SessionListener() {
      @Override
      public void sessionNegotiationOptionsCreated(
          Session session, Map<KexProposalOption, String> proposal) {
        of(session)
            .ifPresent(
                attempt ->
                    proposal.computeIfPresent(
                        KexProposalOption.SERVERKEYS,
                        (_, names) ->
                            String.join(",", attempt.policy.order(List.of(names.split(","))))));
      }
    };
  }
}
