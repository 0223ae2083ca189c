package dev.gantry.resources.kinds.node;

import java.util.regex.Pattern;

/** The forms of a Node's texts that reach a machine: each is one whole match of a pattern. */
enum NodeSyntax {
  USER(
      "user-syntax",
      "[A-Za-z0-9_.][A-Za-z0-9_.@\\\\+-]{0,127}",
      "A login name has letters, digits and _ . @ \\ + -, and does not start with a dash."),
  PROXY(
      "proxy-user-syntax",
      "[^\\p{Cntrl}]{1,255}",
      "A proxy's user is one line of 1 to 255 characters."),
  PUBLIC_KEY(
      "host-key-syntax",
      "(@cert-authority )?[a-z0-9@.-]+ [A-Za-z0-9+/]{16,16384}={0,3}( [^\\p{Cntrl}]*)?",
      "A public key is its type, a space, and its base64 text: `ssh-ed25519 AAAAC3…`. Before that of"
          + " an authority stands `@cert-authority `."),
  MODULE(
      "module-syntax",
      "[A-Za-z0-9_][A-Za-z0-9_-]{0,54}",
      "A kernel module's name has letters, digits, _ and -: `br_netfilter`."),
  SYSCTL(
      "sysctl-syntax",
      "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_:@-]+(/[A-Za-z0-9_:@-]+)*)+"
          + "|[A-Za-z0-9_-]+(/[A-Za-z0-9_:@-]+(\\.[A-Za-z0-9_:@-]+)*)+",
      "A kernel parameter is written with dots: `net.ipv4.ip_forward`. A dot inside a name is"
          + " written as a slash: `net.ipv4.conf.eth0/100.rp_filter`."),
  LINE(
      "line-syntax",
      "[^\\p{Cntrl}\\x{2028}\\x{2029}]{1,4096}",
      "It must be one line of 1 to 4096 characters without control characters."),
  DNS_NAME(
      "host-name-syntax",
      "(?=.{1,253}$)[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?"
          + "(\\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*",
      "A host name has labels of letters, digits and dashes, joined by dots."),
  PACKAGE(
      "package-syntax",
      "[A-Za-z0-9][A-Za-z0-9+._-]{0,254}",
      "A package name has letters, digits and + . _ -; a version is not part of it."),
  PACKAGE_FILE(
      "package-file-syntax",
      "([^\\p{Cntrl}]*/)?([A-Za-z0-9][A-Za-z0-9+.-]*_[A-Za-z0-9+.~%-]+_[a-z0-9-]+\\.deb"
          + "|[A-Za-z0-9][A-Za-z0-9+._-]*-[A-Za-z0-9+._~^]+-[A-Za-z0-9+._~^]+\\.[a-z0-9_]+\\.rpm)",
      "The file's name must tell package and version, as package managers name them:"
          + " `name_1.2-3_amd64.deb` or `name-1.2-3.x86_64.rpm`."),
  IMAGE(
      "image-syntax",
      "[A-Za-z0-9][A-Za-z0-9._:/@-]{0,511}",
      "An image is written as `registry/name:tag` or `registry/name@sha256:…`."),
  PATH(
      "path-syntax",
      "/[^\\p{Cntrl}]{0,1022}",
      "A path on the host is absolute and has at most 1023 characters."),
  SIZE(
      "size-syntax",
      "[1-9][0-9]{0,5}(Ki|Mi|Gi)",
      "A size is a whole number with Ki, Mi or Gi: `100Mi`."),
  KUBELET_FLAG(
      "kubelet-flag-syntax",
      "[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?",
      "A flag is written without leading dashes, in lower case: `image-gc-high-threshold`."),
  DOCKER_KEY(
      "docker-key-syntax",
      "[A-Za-z0-9_-]{1,100}(\\.[A-Za-z0-9_-]{1,100})*",
      "A key of daemon.json has letters, digits, _ and -; dots lead into groups:"
          + " `default-ulimits.nofile.Hard`."),
  TOML_KEY(
      "toml-key-syntax",
      "([A-Za-z0-9_-]+|\"[^\"\\\\\\p{Cntrl}]+\"|'[^'\\p{Cntrl}]+')"
          + "(\\.([A-Za-z0-9_-]+|\"[^\"\\\\\\p{Cntrl}]+\"|'[^'\\p{Cntrl}]+'))*",
      "A key is dotted, with quotes around a part that has dots itself:"
          + " `plugins.\"io.containerd.grpc.v1.cri\".restrict_oom_score_adj`.");

  private final String code;
  private final Pattern pattern;
  private final String form;

  NodeSyntax(String code, String pattern, String form) {
    this.code = code;
    this.pattern = Pattern.compile(pattern);
    this.form = form;
  }

  /** Whether the text has this form. */
  boolean accepts(String text) {
    return pattern.matcher(text).matches();
  }

  /** The diagnostic's code. */
  String code() {
    return code;
  }

  /** What the form is, in one sentence. */
  String form() {
    return form;
  }
}
