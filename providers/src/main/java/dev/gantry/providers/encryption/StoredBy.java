package dev.gantry.providers.encryption;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrote a value in etcd. Every encrypting provider of kube-apiserver starts its values with
 * {@code k8s:enc:PROVIDER:VERSION:NAME:}, NAME being its key's or its plugin's
 * (k8s.io/apiserver/pkg/server/options/encryptionconfig/config.go); the {@code identity} provider
 * stores the object as it is.
 *
 * @param provider {@code aesgcm}, {@code aescbc}, {@code secretbox}, {@code kms} or {@code
 *     identity}
 * @param key the name of the key; empty for identity
 */
public record StoredBy(String provider, String key) implements Comparable<StoredBy> {
  /** Nothing was encrypted. */
  public static final StoredBy IDENTITY = new StoredBy("identity", "");

  private static final Pattern HEAD = Pattern.compile("k8s:enc:([^:]+):[^:]+:([^:]*):.*");
  private static final Comparator<StoredBy> ORDER =
      Comparator.comparing(StoredBy::provider).thenComparing(StoredBy::key);

  /** Of a value's first characters, up to the colon behind the key's name. */
  public static StoredBy ofHead(String head) {
    Matcher parts = HEAD.matcher(head);
    return parts.matches() ? new StoredBy(parts.group(1), parts.group(2)) : IDENTITY;
  }

  /** What its values start with, up to the colon behind the key's name; {@code clear} for none. */
  String head() {
    return isClear() ? "clear" : "k8s:enc:" + provider + ":v1:" + key + ":";
  }

  /** Whether a value that it wrote can be read without a key. */
  public boolean isClear() {
    return equals(IDENTITY);
  }

  @Override
  public int compareTo(StoredBy other) {
    return ORDER.compare(this, other);
  }

  /** {@code aesgcm key2}, or {@code in the clear}. */
  @Override
  public String toString() {
    return isClear() ? "in the clear" : provider + " " + key;
  }
}
