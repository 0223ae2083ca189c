package dev.gantry.resources.kinds.encryptionkey;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.RefersTo;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster's objects are encrypted in etcd. More components than six because these are the
 * top-level fields that people write.
 */
public record EncryptionKeySpec(
    @Doc("The cluster.") @RefersTo("ControlPlane") String controlPlane,
    @Doc(
            "What encrypts: aesgcm, of which one key should write no more than 200,000 times;"
                + " secretbox; aescbc; identity for nothing, with the keys kept.")
        @Default("aesgcm")
        Cipher provider,
    @Doc(
            "What is encrypted, as kube-apiserver names it: `secrets`, `widgets.example.com`,"
                + " `*.apps`, `*.` for the core group, `*.*` for everything.")
        @Default("[secrets, configmaps]")
        List<String> resources,
    @Doc("How old a key may get before the next plan rotates it; `0s` for never.")
        @Default("168h")
        @Format(TextFormat.DURATION)
        String rotationInterval,
    @Doc("How many keys are kept, sealed, for backups of etcd that they can read.")
        @Default("8")
        @Range(min = 1, max = 64)
        int retain,
    @Doc(
            "Where keys come from, in base64: 32 bytes, for aesgcm and aescbc also 16 or 24. Gantry"
                + " makes them unless given.")
        Optional<SecretSource> keySource,
    @Doc("How objects are written anew after a rotation.") @Default("{}") RewriteSpec rewrite,
    @Doc("Refuse every plan that would destroy or replace this resource; rotation too.")
        @Default("false")
        boolean preventDestroy) {

  /** What encrypts, by its name in an EncryptionConfiguration. */
  public enum Cipher {
    AESGCM,
    SECRETBOX,
    AESCBC,
    IDENTITY
  }

  /** How objects are written anew. */
  public record RewriteSpec(
      @Doc("How many requests are under way at most; fewer while the API is slow.")
          @Default("8")
          @Range(min = 1, max = 64)
          int workers) {}
}
