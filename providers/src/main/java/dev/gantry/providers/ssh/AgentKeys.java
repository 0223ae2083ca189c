package dev.gantry.providers.ssh;

import java.io.IOException;
import java.util.List;
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
  private final AgentSocket socket;

  AgentKeys(AgentSocket socket) {
    this.socket = socket;
  }

  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of();
  }

  /** The library reads null as "no agent for this login". */
  @Override
  public @Nullable SshAgent createClient(Session session, FactoryManager manager)
      throws IOException {
    boolean wanted = Handshake.of(session).map(Handshake::agent).orElse(false);
    return wanted ? socket.connect() : null;
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) throws IOException {
    throw new IOException("the agent is never forwarded");
  }
}
