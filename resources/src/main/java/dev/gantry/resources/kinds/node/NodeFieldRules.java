package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Optional;

/** What must hold inside one Node beyond each field's own type. */
final class NodeFieldRules {
  private final NodeSpec spec;
  private final Problems problems;
  private final TextRules texts;

  private NodeFieldRules(NodeSpec spec, Problems problems) {
    this.spec = spec;
    this.problems = problems;
    this.texts = new TextRules(problems);
  }

  static void check(NodeSpec spec, Problems problems) {
    NodeFieldRules rules = new NodeFieldRules(spec, problems);
    rules.ssh();
    spec.proxy().ifPresent(rules::proxy);
    rules.privilege();
    rules.kernel();
    rules.hostsFile();
    rules.packages();
    AddressRules.check(spec, problems);
    RuntimeRules.check(spec.runtime(), problems);
    KubernetesRules.check(spec, problems);
    ExternalRules.check(spec, problems);
  }

  private void ssh() {
    AttributePath path = AttributePath.of("ssh");
    SshSpec ssh = spec.ssh();
    login(path, ssh.user(), ssh.passphrase(), ssh.password());
    keys(path, ssh.privateKey(), ssh.certificate(), ssh.identities());
    hostKey(path, ssh.hostKey());
    for (int i = 0; i < ssh.jump().size(); i++) {
      JumpSpec jump = ssh.jump().get(i);
      AttributePath at = path.field("jump").index(i);
      login(at, jump.user(), jump.passphrase(), jump.password());
      keys(at, jump.privateKey(), jump.certificate(), jump.identities());
      hostKey(at, jump.hostKey());
    }
  }

  private void login(
      AttributePath path,
      Optional<String> user,
      Optional<SecretSource> passphrase,
      Optional<SecretSource> password) {
    user.ifPresent(name -> texts.syntax(path.field("user"), "ssh user", name, NodeSyntax.USER));
    passphrase.ifPresent(secret -> secret(path.field("passphrase"), secret));
    password.ifPresent(secret -> secret(path.field("password"), secret));
  }

  private void keys(
      AttributePath path,
      Optional<String> privateKey,
      Optional<String> certificate,
      List<IdentitySpec> identities) {
    if (certificate.isPresent() && privateKey.isEmpty()) {
      problems.error(
          path.field("certificate"),
          "certificate-without-key",
          "The certificate has no key",
          "Set privateKey beside it to the private key, or to its .pub file when the ssh-agent has"
              + " it.");
    }
    for (int i = 0; i < identities.size(); i++) {
      AttributePath at = path.field("identities").index(i).field("passphrase");
      identities.get(i).passphrase().ifPresent(secret -> secret(at, secret));
    }
  }

  private void hostKey(AttributePath path, HostKeySpec hostKey) {
    if (hostKey.policy() == HostKeySpec.Policy.PIN && hostKey.key().isEmpty()) {
      problems.error(
          path.field("hostKey"),
          "missing-host-key",
          "Host key policy `pin` has no key to pin",
          "Set "
              + path
              + ".hostKey.key to the machine's public key, as `ssh-keyscan` or"
              + " /etc/ssh/ssh_host_ed25519_key.pub shows it.");
    }
    hostKey
        .key()
        .ifPresent(
            key ->
                texts.syntax(
                    path.field("hostKey").field("key"), "public key", key, NodeSyntax.PUBLIC_KEY));
  }

  private void proxy(ProxySpec proxy) {
    AttributePath path = AttributePath.of("proxy");
    if (!proxy.url().equals(SpecReader.PLACEHOLDER) && proxy.endpoint().isEmpty()) {
      problems.error(
          path.field("url"),
          "proxy-url",
          "This is not the URL of a SOCKS5 proxy",
          "It is written `socks5://host:port`, without anything else: user and password stand in"
              + " proxy.username and proxy.password.");
    }
    proxy
        .username()
        .ifPresent(
            name -> texts.syntax(path.field("username"), "proxy user", name, NodeSyntax.PROXY));
    proxy.password().ifPresent(secret -> secret(path.field("password"), secret));
    if (proxy.username().isPresent() != proxy.password().isPresent()) {
      problems.error(
          path,
          "proxy-login",
          "A proxy's user and password go together",
          "Set proxy.username and proxy.password, or neither for a proxy that wants none.");
    }
  }

  private void privilege() {
    AttributePath path = AttributePath.of("privilege").field("password");
    PrivilegeSpec privilege = spec.privilege();
    privilege.password().ifPresent(secret -> secret(path, secret));
    if (privilege.password().isEmpty()) {
      return;
    }
    switch (privilege.method()) {
      case AUTO, SUDO -> {}
      case ROOT ->
          problems.error(
              path,
              "useless-password",
              "Method `root` needs no password",
              "The login is root's already. Leave privilege.password out, or set privilege.method"
                  + " to sudo.");
      case DOAS ->
          problems.error(
              path,
              "doas-password",
              "doas takes no password without a terminal",
              "Gantry's commands have none. Leave privilege.password out and write on the machine,"
                  + " in /etc/doas.conf: permit nopass "
                  + spec.ssh().user().orElse("root")
                  + " as root. Or set privilege.method to sudo.");
    }
  }

  /** That exactly one source is set is checked where the file is read. */
  private void secret(AttributePath path, SecretSource secret) {
    if (secret.command().filter(List::isEmpty).isPresent()) {
      problems.error(
          path.field("command"),
          "empty-command",
          "The command is empty",
          "Give the program and its arguments as a list.");
    }
  }

  private void kernel() {
    AttributePath path = AttributePath.of("kernel");
    texts.each(path.field("modules"), "kernel module", spec.kernel().modules(), NodeSyntax.MODULE);
    spec.kernel()
        .sysctls()
        .forEach(
            (key, value) -> {
              AttributePath at = path.field("sysctls").field(key);
              texts.syntax(at, "kernel parameter", key, NodeSyntax.SYSCTL);
              texts.syntax(at, "kernel parameter's value", value, NodeSyntax.LINE);
            });
    if ("0".equals(spec.kernel().sysctls().get("net.ipv4.ip_forward"))) {
      problems.warning(
          path.field("sysctls").field("net.ipv4.ip_forward"),
          "kubernetes-needs",
          "Kubernetes needs net.ipv4.ip_forward = 1",
          "With 0, packets between pods of different nodes are dropped and kubeadm refuses the"
              + " machine. Leave the parameter out to get 1.");
    }
  }

  private void hostsFile() {
    spec.hostsFile()
        .extra()
        .forEach(
            (name, address) -> {
              AttributePath at = AttributePath.of("hostsFile", "extra").field(name);
              texts.syntax(at, "host name", name, NodeSyntax.DNS_NAME);
              if (!address.equals(SpecReader.PLACEHOLDER)
                  && AddressRules.literal(address).isEmpty()) {
                problems.error(
                    at,
                    "not-an-address",
                    "\"" + TextRules.printable(address) + "\" is not an IP address",
                    "hostsFile.extra maps names to IPv4 or IPv6 addresses.");
              }
            });
  }

  private void packages() {
    AttributePath path = AttributePath.of("packages");
    texts.each(
        path.field("install"), "package name", spec.packages().install(), NodeSyntax.PACKAGE);
    texts.each(
        path.field("files"), "package file", spec.packages().files(), NodeSyntax.PACKAGE_FILE);
  }
}
