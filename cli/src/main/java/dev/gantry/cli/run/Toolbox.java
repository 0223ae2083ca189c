package dev.gantry.cli.run;

import dev.gantry.engine.Engine;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.kind.Kind;
import dev.gantry.state.State;
import java.nio.file.Path;
import java.util.List;

/** The kinds and what makes them real; tests have one without machines. */
public interface Toolbox {

  /** Every kind that can be declared. */
  List<Kind<?>> kinds();

  /**
   * An engine for the machines of a configuration and a state. Connects to none of them yet.
   *
   * @param folder of the configuration
   * @param log hears how connections come about
   */
  Machinery machinery(Configuration configuration, State state, Path folder, ConnectionLog log);

  /** An engine and its connections. */
  interface Machinery extends AutoCloseable {

    /** Plans and applies. */
    Engine engine();

    /** Ends every connection. */
    @Override
    void close();
  }
}
