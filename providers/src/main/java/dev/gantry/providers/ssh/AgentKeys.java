package dev.gantry.providers.ssh;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.jspecify.annotations.Nullable;

/** Offers the agent's keys to the logins that may use them. The agent is never forwarded. */
final class AgentKeys implements SshAgentFactory {
  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of();
  }

  /** The library reads null as "no agent for this login". */
  @Override
  public @Nullable SshAgent createClient(Session session, FactoryManager manager)
      throws IOException {
    Optional<AgentSocket> agent = Handshake.of(session).flatMap(Handshake::agent);
    return agent.isPresent() ? agent.get().connect() : null;
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) throws IOException {
    throw new IOException("the agent is never forwarded");
  }
}
