package dev.gantry.resources.kind;

import dev.gantry.resources.encoding.RecipientText;
import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the forms of text. Nothing is looked up: no name is resolved, no file is opened. */
public final class TextFormats {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile("(?i)" + LABEL + "(\\." + LABEL + ")*\\.?");
  private static final Pattern HOSTNAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?[0-9]+\\.?");
  private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.@-]{1,15}");
  private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,63}");

  private TextFormats() {}

  /** Empty when the text has the form, otherwise what it must be: "It must be …". */
  public static Optional<String> missed(TextFormat format, String text) {
    return has(format, text) ? Optional.empty() : Optional.of(expected(format));
  }

  private static boolean has(TextFormat format, String text) {
    return switch (format) {
      case IP -> ip(text);
      case CIDR -> cidr(text);
      case HOST -> ip(text) || zoned(text) || dnsName(text);
      case HOSTNAME -> text.length() <= 63 && HOSTNAME.matcher(text).matches();
      case INTERFACE ->
          INTERFACE.matcher(text).matches() && !text.equals(".") && !text.equals("..");
      case ABSOLUTE_PATH -> text.startsWith("/") && line(text) && !(text + "/").contains("/../");
      case DURATION -> Durations.isDuration(text);
      case KERNEL_MODULE -> MODULE.matcher(text).matches();
      case RECIPIENT -> RecipientText.parse(text).isPresent();
      case LINE -> line(text);
    };
  }

  private static String expected(TextFormat format) {
    return switch (format) {
      case IP -> "an IPv4 or IPv6 address, such as 10.0.0.11";
      case CIDR -> "a network such as 10.4.0.0/16";
      case HOST -> "an IP address, such as 10.0.0.11 or fe80::1%eth0, or a DNS name";
      case HOSTNAME -> "a host name: at most 63 lower case letters, digits, - and ., such as cp-1";
      case INTERFACE -> "the name of a network interface, such as eth0: at most 15 characters";
      case ABSOLUTE_PATH -> "an absolute path on the host, such as /etc/ssl, without ..";
      case DURATION -> "a duration such as 300ms, 30s, 5m or 168h";
      case KERNEL_MODULE -> "the name of a kernel module, such as br_netfilter";
      case RECIPIENT ->
          "a recipient as gantry state keygen prints it, gantry1 and 58 characters, none mistyped";
      case LINE -> "a single line without control characters";
    };
  }

  private static boolean ip(String text) {
    return IPV4.matcher(text).matches() || ipv6(text);
  }

  /** A link-local address with the interface behind which it is (RFC 4007 section 11). */
  private static boolean zoned(String text) {
    int percent = text.indexOf('%');
    return percent > 0
        && ipv6(text.substring(0, percent))
        && INTERFACE.matcher(text.substring(percent + 1)).matches();
  }

  private static boolean ipv6(String text) {
    if (!IPV6.matcher(text).matches() || text.indexOf(':') < 0) {
      return false;
    }
    try {
      return Inet6Address.ofLiteral(text) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean cidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      return false;
    }
    int bits = Integer.parseInt(text.substring(slash + 1));
    String network = text.substring(0, slash);
    return IPV4.matcher(network).matches() ? bits <= 32 : bits <= 128 && ipv6(network);
  }

  /** A last label of digits only is a mistyped address, not a name (RFC 3696 section 2). */
  private static boolean dnsName(String text) {
    return text.length() <= 253 && NAME.matcher(text).matches() && !NUMERIC.matcher(text).matches();
  }

  private static boolean line(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  /** Whether a text has control characters other than line breaks and tabs. */
  static boolean unprintable(String text) {
    return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
  }
}
