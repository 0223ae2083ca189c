package dev.gantry.resources.kinds.controlplane;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What may be said in the fields for more flags of a component. */
public final class ComponentFlags {
  private static final Pattern FLAG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?");
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}\\x{2028}\\x{2029}]{0,4096}");

  /** Flags that kubeadm or Gantry sets from other fields. */
  private static final Set<String> TAKEN =
      new TreeSet<>(
          List.of(
              "advertise-address",
              "allocate-node-cidrs",
              "client-ca-file",
              "cluster-cidr",
              "data-dir",
              "encryption-provider-config",
              "encryption-provider-config-automatic-reload",
              "etcd-cafile",
              "etcd-certfile",
              "etcd-keyfile",
              "etcd-servers",
              "kubeconfig",
              "node-cidr-mask-size",
              "node-cidr-mask-size-ipv4",
              "node-cidr-mask-size-ipv6",
              "secure-port",
              "service-cluster-ip-range",
              "tls-cert-file",
              "tls-private-key-file"));

  private ComponentFlags() {}

  /** Whether it is a flag without dashes and a value of one line. */
  public static boolean isFlag(String flag, String value) {
    return FLAG.matcher(flag).matches() && LINE.matcher(value).matches();
  }

  /** Whether the flag follows from another field, and may not be given by itself. */
  public static boolean isTaken(String flag) {
    return TAKEN.contains(flag);
  }
}
