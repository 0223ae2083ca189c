package dev.gantry.resources.kinds.registry;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.RefersTo;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where machines pull images. More components than six because these are the top-level fields that
 * people write.
 */
public record RegistrySpec(
    @Doc(
            "private: a registry of your own, whose images are named by its address; mirror: one that"
                + " stands before other registries, whose images keep their names.")
        @Replace("what is set up is of another registry's name")
        Mode mode,
    @Doc("The machines that pull from it. All Nodes unless given.") @Default("[]") @RefersTo("Node")
        List<String> nodes,
    @Doc("Those machines by the labels of each Node, instead of by names.") @Default("{}")
        Map<String, String> nodeSelector,
    @Doc(
            "Where it is, as URLs in the order in which they are tried: `https://registry.lan:5000`."
                + " A mirror's may have a path, which then is the whole path of the API there:"
                + " `https://harbor.lan/v2/docker-hub`.")
        @Format(TextFormat.LINE)
        List<String> endpoints,
    @Doc(
            "What a mirror stands for, as image names write it: `docker.io`, `quay.io:443`; _default"
                + " is every registry without a mirror of its own.")
        @Default("[]")
        @Format(TextFormat.LINE)
        List<String> upstreams,
    @Doc("Whether the upstream is asked when no mirror has the image.") @Default("true")
        boolean fallback,
    @Doc("How the registry proves itself, and the machines to it.") @Default("{}") TlsSpec tls,
    @Doc("What the machines log in with.") Optional<CredentialSpec> credential,
    @Doc("Refuse every plan that would destroy or replace this resource.") @Default("false")
        boolean preventDestroy) {

  /** What a registry is to the machines. */
  public enum Mode {
    PRIVATE,
    MIRROR
  }

  /** TLS between the machines and the registry. */
  public record TlsSpec(
      @Doc(
              "The authority's certificate (PEM), a file beside the configuration; that of the system"
                  + " unless given.")
          @Format(TextFormat.LINE)
          Optional<String> ca,
      @Doc("The machines' own certificate, where the registry asks for one.")
          Optional<ClientCertificateSpec> clientCertificate,
      @Doc("Take any certificate: whoever is on the way can give other images.") @Default("false")
          boolean skipVerify) {}

  /** A certificate by which machines prove themselves. */
  public record ClientCertificateSpec(
      @Doc("The certificate (PEM), a file beside the configuration.") @Format(TextFormat.LINE)
          String certificate,
      @Doc("Its private key (PEM).") SecretSource key) {}

  /** A login: a user and a password, or a token. */
  public record CredentialSpec(
      @Doc("The user.") @Format(TextFormat.LINE) Optional<String> username,
      @Doc("The user's password.") Optional<SecretSource> password,
      @Doc("A token, sent as it is (Authorization: Bearer).") Optional<SecretSource> token) {}
}
