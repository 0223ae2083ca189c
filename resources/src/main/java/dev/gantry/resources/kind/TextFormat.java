package dev.gantry.resources.kind;

/** The forms of text that fields may ask for. */
public enum TextFormat {
  /** An IPv4 or IPv6 address, never a name. */
  IP,
  /** A network in CIDR notation, for example {@code 10.4.0.0/16}. */
  CIDR,
  /** An address, an IPv6 one also with a zone ({@code fe80::1%eth0}), or a DNS name. */
  HOST,
  /** An RFC 1123 host name of at most 63 characters. */
  HOSTNAME,
  /** A Linux network interface name, at most 15 characters. */
  INTERFACE,
  /** An absolute path on a host. */
  ABSOLUTE_PATH,
  /** A duration such as {@code 300ms}, {@code 30s}, {@code 5m}, {@code 168h}. */
  DURATION,
  /** A Linux kernel module's name. */
  KERNEL_MODULE,
  /** Someone who may open a state's secrets: {@code gantry1…}. */
  RECIPIENT,
  /** Any single line without control characters. */
  LINE
}
