package dev.gantry.providers.ssh;

import dev.gantry.resources.diagnostic.Diagnostic;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.session.AbstractClientSession;
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

  private final Credentials credentials;
  private final Steps log;
  private final LoginReport report;
  private volatile HostKeyPolicy policy;
  private volatile Optional<Trusted> accepted = Optional.empty();
  private volatile Optional<Diagnostic> refusal = Optional.empty();

  Handshake(HostKeyPolicy policy, Credentials credentials, Steps log) {
    this.policy = policy;
    this.credentials = credentials;
    this.log = log;
    this.report = new LoginReport(credentials, log);
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

  /** What to log in with. */
  Credentials credentials() {
    return credentials;
  }

  /** Hears what is tried, and what the machine says. */
  LoginReport report() {
    return report;
  }

  /** Hears the steps of this attempt. */
  Steps log() {
    return log;
  }

  /** By what the machine proved itself; empty until then. */
  Optional<Trusted> accepted() {
    return accepted;
  }

  /** Why the key was not accepted. */
  Optional<Diagnostic> refusal() {
    return refusal;
  }

  /** Also called when keys are exchanged anew, an hour later: then nothing else will do. */
  private boolean accept(PublicKey shown) {
    return switch (policy.judge(shown)) {
      case HostKeyPolicy.Verdict.Proven proven -> {
        log.step("the machine proved itself by " + proven.proof().shown());
        policy = policy.pinned(proven.proof());
        accepted = Optional.of(proven.proof());
        yield true;
      }
      case HostKeyPolicy.Verdict.Refused refused -> {
        log.step("not believed: " + refused.reason().summary());
        refusal = Optional.of(refused.reason());
        yield false;
      }
    };
  }

  /** Verifies by the attempt's policy; a session without one is never trusted. */
  static boolean verify(ClientSession session, PublicKey shown) {
    return of(session).map(attempt -> attempt.accept(shown)).orElse(false);
  }

  /** Asks for what is trusted first, and says whose name a certificate must have. */
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

      @Override
      public void sessionNegotiationEnd(
          Session session,
          Map<KexProposalOption, String> client,
          Map<KexProposalOption, String> server,
          Map<KexProposalOption, String> negotiated,
          Throwable failure) {
        of(session).ifPresent(attempt -> attempt.name(session));
      }
    };
  }

  /** The library checks a certificate's names against this; behind a jump host it is another. */
  private void name(Session session) {
    if (session instanceof AbstractClientSession open) {
      open.setConnectAddress(
          InetSocketAddress.createUnresolved(policy.machine().address(), policy.machine().port()));
    }
  }
}
