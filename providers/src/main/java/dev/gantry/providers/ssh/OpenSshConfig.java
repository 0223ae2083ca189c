package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.Usual;
import dev.gantry.resources.kinds.node.HostKeySpec;
import dev.gantry.resources.kinds.node.JumpSpec;
import dev.gantry.resources.kinds.node.SshSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ssh_config(5) says of one machine, as {@code ssh -G} prints it: a keyword in lower case, a
 * space and the value a line, some keywords several times, everything by which Host, Match and
 * Include choose already decided.
 */
final class OpenSshConfig {
  private static final String NONE = "none";
  private static final HostKeySpec USUAL_POLICY =
      new HostKeySpec(HostKeySpec.Policy.ACCEPT_NEW, Optional.empty(), Optional.empty());

  /** {@code user@host:port}, {@code user@[address]:port}, or the same after {@code ssh://}. */
  private static final Pattern JUMP =
      Pattern.compile(
          "(?:ssh://)?(?:(?<user>[^@]+)@)?(?:\\[(?<bare>[^]]+)]|(?<host>[^:\\[\\]]+))"
              + "(?::(?<port>[0-9]{1,5}))?");

  /** What is told beside the options, such as a warning, is none of these. */
  private static final Pattern LINE = Pattern.compile("[a-z0-9]+ .*");

  private static final Pattern TOKEN = Pattern.compile("%(.)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}|^~/");

  private final Map<String, List<String>> options = new TreeMap<>();

  private OpenSshConfig() {}

  static OpenSshConfig parse(String printed) {
    OpenSshConfig config = new OpenSshConfig();
    printed
        .lines()
        .map(String::strip)
        .filter(line -> LINE.matcher(line).matches())
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              config
                  .options
                  .computeIfAbsent(line.substring(0, space), _ -> new ArrayList<>())
                  .add(line.substring(space + 1).strip());
            });
    return config;
  }

  /** Whether the way there is a program, which Gantry does not run. */
  boolean usesProxyCommand() {
    return first("proxycommand").isPresent();
  }

  /** The value of ProxyJump; empty for none. */
  Optional<String> proxyJump() {
    return first("proxyjump");
  }

  /**
   * The jump hosts in the order in which they are connected to; empty when one cannot be read. Each
   * is looked up in ssh_config in its turn.
   */
  Optional<List<JumpSpec>> jumps() {
    List<JumpSpec> jumps = new ArrayList<>();
    for (String written : proxyJump().map(all -> all.split(",")).orElse(new String[0])) {
      Matcher read = JUMP.matcher(written.strip());
      if (!read.matches()) {
        return Optional.empty();
      }
      String host = read.group("bare") == null ? read.group("host") : read.group("bare");
      jumps.add(
          new JumpSpec(
              host,
              Optional.ofNullable(read.group("port")).map(Integer::valueOf),
              Optional.ofNullable(read.group("user")),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              USUAL_POLICY));
    }
    return Optional.of(jumps);
  }

  /**
   * The machine with everything filled in that the configuration left open.
   *
   * @param environment of the person, for {@code ${NAME}} in file names
   */
  Machine fill(Machine machine, List<JumpSpec> jumps, Map<String, String> environment) {
    SshSpec set = machine.ssh();
    SshSpec ssh =
        new SshSpec(
            set.user().or(() -> first("user")),
            set.port().or(() -> first("port").map(Integer::valueOf)),
            set.privateKey(),
            set.passphrase(),
            set.certificate(),
            set.identities(),
            set.password(),
            set.hostKey(),
            set.jump(),
            set.useConfig(),
            set.configFile(),
            set.timeouts());
    String address = first("hostname").orElse(machine.address());
    Machine found =
        new Machine(
            machine.host(),
            address,
            ssh,
            machine.recordedKey(),
            machine.route().through(jumps),
            machine.usual(),
            machine.privilege());
    Map<String, String> tokens =
        Map.of(
            "%", "%",
            "d", "~",
            "h", address,
            "n", machine.address(),
            "p", Integer.toString(found.port()),
            "r", found.user(),
            "u", System.getProperty("user.name", ""));
    return new Machine(
        found.host(),
        address,
        ssh,
        found.recordedKey(),
        found.route(),
        usual(tokens, environment),
        found.privilege());
  }

  private Usual usual(Map<String, String> tokens, Map<String, String> environment) {
    Usual usual = Usual.ofSsh();
    List<String> keys =
        expanded(options.getOrDefault("identityfile", List.of()), tokens, environment);
    List<String> known =
        expanded(
            first("userknownhostsfile").map(files -> List.of(files.split(" +"))).orElse(List.of()),
            tokens,
            environment);
    boolean filesOnly = options.getOrDefault("identitiesonly", List.of()).contains("yes");
    Optional<String> agent =
        options.containsKey("identityagent")
            ? first("identityagent").map(name -> expand(name, tokens, environment))
            : usual.agent();
    return new Usual(
        keys.isEmpty() ? usual.keyFiles() : keys,
        known.isEmpty() ? usual.knownHosts() : known,
        filesOnly ? Optional.empty() : agent);
  }

  private static List<String> expanded(
      List<String> names, Map<String, String> tokens, Map<String, String> environment) {
    return names.stream()
        .filter(name -> !name.equals(NONE))
        .map(name -> expand(name, tokens, environment))
        .toList();
  }

  /** Some versions print file names as they stand in the file. Unknown tokens are left alone. */
  private static String expand(
      String name, Map<String, String> tokens, Map<String, String> environment) {
    String found =
        name.startsWith("$") && !name.startsWith("${") ? "${" + name.substring(1) + "}" : name;
    return TOKEN
        .matcher(found)
        .replaceAll(
            token -> {
              String whole = token.group();
              String value =
                  token.group(1) != null
                      ? tokens.getOrDefault(token.group(1), whole)
                      : token.group(2) != null
                          ? environment.getOrDefault(token.group(2), whole)
                          : whole;
              return Matcher.quoteReplacement(value);
            });
  }

  private Optional<String> first(String keyword) {
    return options.getOrDefault(keyword, List.of()).stream()
        .findFirst()
        .filter(value -> !value.isEmpty() && !value.equals(NONE));
  }
}
