package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Route;
import dev.gantry.providers.host.Usual;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.JumpSpec;
import dev.gantry.resources.kinds.node.PrivilegeSpec;
import dev.gantry.resources.kinds.node.SshSpec;
import dev.gantry.resources.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this machine's own ssh says of others, by files of the test. */
final class OpenSshTest {
  private static final HostName CP_1 = new HostName("cp-1");

  @TempDir private Path home;
  private Path config;

  @BeforeEach
  void setUp() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh")), "skipped: there is no ssh here");
    config = home.resolve("config");
    Files.writeString(
        home.resolve("included"),
        """
        Match originalhost cp-*
          ProxyJump me@[fd00::1]:2200,inner
          IdentityFile ~/keys/%r
          IdentityAgent ${AGENT}
          UserKnownHostsFile ~/known %d/other
        """);
    Files.writeString(
        config,
        """
        Include %s
        Host cp-1
          HostName 10.1.1.1
          User admin
          Port 2222
        Host looped
          ProxyJump looped
        Host by-program
          ProxyCommand nc %%h %%p
        """
            .formatted(home.resolve("included")));
  }

  @Test
  void whatIsLeftOpenIsFilledInThroughIncludeAndMatch() throws Exception {
    Machine found = openSsh("ssh").fill(machine("cp-1", Value.Fields.empty()));
    assertThat(found.address()).isEqualTo("10.1.1.1");
    assertThat(found.user()).isEqualTo("admin");
    assertThat(found.port()).isEqualTo(2222);
    assertThat(found.usual().keyFiles()).containsExactly("~/keys/admin");
    assertThat(found.usual().agent()).contains("/run/agent");
    assertThat(found.usual().knownHosts()).hasSize(2);
    assertThat(found.route().jumps())
        .extracting(JumpSpec::address, JumpSpec::port, JumpSpec::user)
        .containsExactly(
            tuple("fd00::1", Optional.of(2200), Optional.of("me")),
            tuple("inner", Optional.empty(), Optional.empty()));
  }

  @Test
  void whatTheConfigurationSetsWins() throws Exception {
    Value.Fields set =
        Value.Fields.empty()
            .with("user", Value.of("root"))
            .with("port", Value.of(22))
            .with(
                "jump",
                new Value.Many(List.of(Value.Fields.empty().with("address", Value.of("bastion")))));
    Machine found = openSsh("ssh").fill(machine("cp-1", set));
    assertThat(found.user()).isEqualTo("root");
    assertThat(found.port()).isEqualTo(22);
    assertThat(found.route().jumps()).extracting(JumpSpec::address).containsExactly("bastion");
  }

  @Test
  void itIsAskedOnlyWhereTheConfigurationWantsIt() throws Exception {
    SshSpec ssh = SpecReader.read(SshSpec.class, Value.Fields.empty());
    Machine machine = new Machine(CP_1, "cp-1", ssh, Optional.empty());
    assertThat(openSsh("/no/such/ssh").fill(machine)).isSameAs(machine);
  }

  @Test
  void aMissingProgramIsTold() {
    assertThat(failure(openSsh("/no/such/ssh"), "cp-1").diagnostic().summary())
        .isEqualTo("there is no ssh program here to read ssh_config with");
  }

  @Test
  void aFileThatCannotBeReadIsTold() throws Exception {
    Files.writeString(config, "Hots *\n");
    RemoteException failure = failure(openSsh("ssh"), "cp-1");
    assertThat(failure.diagnostic().detail()).contains(config.toString());
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void namesThatWouldBeOptionsAreRefused() {
    assertThat(failure(openSsh("ssh"), "-oProxyCommand=true").diagnostic().detail())
        .contains("begins with a dash");
  }

  @Test
  void aCircleIsTold() throws Exception {
    Files.writeString(config, "Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n");
    assertThat(failure(openSsh("ssh"), "a").diagnostic().summary()).contains("goes in a circle");
  }

  @Test
  void aProxyCommandIsNotPassedBy() {
    assertThat(failure(openSsh("ssh"), "by-program").diagnostic().summary())
        .contains("has a ProxyCommand");
  }

  @Test
  void aConnectionIsMadeByIt() throws Exception {
    TestServer target = new TestServer(TestServer.ED25519).letting(TestServer.RSA).start();
    TestServer jump =
        new TestServer(TestServer.OTHER_ED25519).letting(TestServer.RSA).forwarding().start();
    try (target;
        jump;
        Fleet fleet = new Fleet(home)) {
      Path key = TestServer.save(TestServer.RSA, home.resolve("key"));
      Files.writeString(
          config,
          """
          Match originalhost alias
            HostName 127.0.0.1
            ProxyJump bastion
          Host bastion
            HostName 127.0.0.1
            Port %d
          Host *
            User somebody
            IdentityFile %s
          """
              .formatted(jump.port(), key));
      fleet.to("alias").at(target.port()).configuredBy(config);
      assertThat(fleet.open().on(CP_1).run(Command.of("true")).exit()).isZero();
      assertThat(jump.connections).hasValue(1);
    }
  }

  private OpenSsh openSsh(String program) {
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("AGENT", "/run/agent");
    return new OpenSsh(new Workstation(home, home, environment), ConnectionLog.silent(), program);
  }

  private Machine machine(String address, Value.Fields ssh) {
    SshSpec spec =
        SpecReader.read(SshSpec.class, ssh.with("configFile", Value.of(config.toString())));
    return new Machine(
        CP_1,
        address,
        spec,
        Optional.empty(),
        Route.direct().through(spec.jump()),
        Usual.ofSsh(),
        PrivilegeSpec.USUAL);
  }

  private RemoteException failure(OpenSsh openSsh, String address) {
    return catchThrowableOfType(
        RemoteException.class, () -> openSsh.fill(machine(address, Value.Fields.empty())));
  }
}
