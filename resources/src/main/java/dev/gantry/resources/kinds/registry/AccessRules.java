package dev.gantry.resources.kinds.registry;

import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Optional;

/** What must hold of TLS and of the login. */
final class AccessRules {
  private static final AttributePath TLS = AttributePath.of("tls");
  private static final AttributePath CREDENTIAL = AttributePath.of("credential");

  private AccessRules() {}

  static void check(RegistrySpec spec, Problems problems) {
    if (spec.tls().skipVerify() && spec.tls().ca().isPresent()) {
      problems.error(
          TLS.field("skipVerify"),
          "registry-tls",
          "An authority is named and not asked",
          "With `skipVerify` any certificate is taken: keep `ca` or `skipVerify`.");
    }
    plain(spec, problems);
    spec.credential().ifPresent(credential -> credential(credential, problems));
  }

  private static void plain(RegistrySpec spec, Problems problems) {
    List<RegistryUrl> plain =
        spec.endpoints().stream()
            .map(RegistryUrl::parse)
            .flatMap(Optional::stream)
            .filter(RegistryUrl::isPlain)
            .toList();
    if (plain.isEmpty()) {
      return;
    }
    if (spec.credential().isPresent() || spec.tls().clientCertificate().isPresent()) {
      problems.error(
          AttributePath.of("endpoints"),
          "registry-plain-login",
          "The login would travel in the clear to " + plain.getFirst().authority(),
          "Give the registry TLS and write https://, or take `credential` and"
              + " `tls.clientCertificate` out.");
    } else {
      problems.warning(
          AttributePath.of("endpoints"),
          "registry-plain",
          "Images from " + plain.getFirst().authority() + " are not protected on their way",
          "Whoever is on the way can give other images for a tag. Give the registry TLS and write"
              + " https://.");
    }
  }

  private static void credential(RegistrySpec.CredentialSpec credential, Problems problems) {
    boolean login = credential.username().isPresent() || credential.password().isPresent();
    if (login == credential.token().isPresent()) {
      problems.error(
          CREDENTIAL,
          "registry-credential",
          login ? "Two logins are given" : "No login is given",
          "Give `username` and `password`, or `token`.");
    } else if (login && (credential.username().isEmpty() || credential.password().isEmpty())) {
      problems.error(
          CREDENTIAL,
          "registry-credential",
          credential.username().isEmpty() ? "The user is missing" : "The password is missing",
          "A login has `username` and `password`.");
    }
    credential
        .username()
        .filter(user -> user.isEmpty() || user.contains(":"))
        .ifPresent(
            user ->
                problems.error(
                    CREDENTIAL.field("username"),
                    "registry-user",
                    Quote.of(user) + " cannot be a user of a registry",
                    "HTTP takes what stands before the first colon for the user (RFC 7617); it is"
                        + " not empty either."));
  }
}
