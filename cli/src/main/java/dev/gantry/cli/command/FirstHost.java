package dev.gantry.cli.command;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code [USER@]HOST[:PORT]} as fields of a Node. */
final class FirstHost {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<user>[A-Za-z0-9_][A-Za-z0-9_.-]{0,31})@)?"
              + "(?:\\[(?<six>[0-9a-fA-F:.]+)]|(?<host>[A-Za-z0-9][A-Za-z0-9.-]{0,252})|(?<bare>[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*))"
              + "(?::(?<port>[0-9]{1,5}))?");

  private FirstHost() {}

  /**
   * The fields that say how it is reached.
   *
   * @param key path of the private key
   * @throws DiagnosticException when it is written in another form
   */
  static Value.Fields fields(String typed, Optional<String> key) {
    Matcher parts = FORM.matcher(typed);
    if (!parts.matches()) {
      throw new DiagnosticException(
          Diagnostic.error(
              "usage",
              "Not a machine: \"" + typed + "\"",
              "Write --host [USER@]HOST[:PORT], for example root@10.0.0.11 or"
                  + " ops@cp1.example.org:2222. An IPv6 address with a port goes in brackets."));
    }
    Value.Fields ssh = Value.Fields.empty();
    String user = parts.group("user");
    String port = parts.group("port");
    ssh = user == null ? ssh : ssh.with("user", Value.of(user));
    ssh = port == null ? ssh : ssh.with("port", Value.of(Long.parseLong(port)));
    ssh = key.isPresent() ? ssh.with("privateKey", Value.of(key.get())) : ssh;
    String host =
        Optional.ofNullable(parts.group("six"))
            .or(() -> Optional.ofNullable(parts.group("host")))
            .or(() -> Optional.ofNullable(parts.group("bare")))
            .orElseThrow();
    Value.Fields access = Value.Fields.empty().with("connectAddress", Value.of(host));
    return ssh.entries().isEmpty() ? access : access.with("ssh", ssh);
  }
}
