package dev.gantry.providers.node;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package as its file's name tells it, so that a plan needs no look into the file.
 *
 * @param version without an epoch, which file names often leave out
 */
record PackageFile(String name, String version) {
  private static final Pattern DEB = Pattern.compile("([^_/]+)_([^_/]+)_[^_/]+\\.deb");
  private static final Pattern RPM = Pattern.compile("([^/]+)-([^/-]+-[^/-]+)\\.[^./]+\\.rpm");

  /**
   * Reads the name of a file, with or without folders before it.
   *
   * @throws IllegalArgumentException when it tells no package; the Node kind's rules refuse such
   */
  static PackageFile of(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    for (Pattern form : new Pattern[] {DEB, RPM}) {
      Matcher matcher = form.matcher(name);
      if (matcher.matches()) {
        String version = matcher.group(2).replace("+", "%2B");
        return new PackageFile(
            matcher.group(1), withoutEpoch(URLDecoder.decode(version, StandardCharsets.UTF_8)));
      }
    }
    throw new IllegalArgumentException("not a package file's name: " + file);
  }

  /** Whether this very version is installed. */
  boolean isInstalled(HostFacts.Software software) {
    String installed = software.packages().get(name);
    return installed != null && withoutEpoch(installed).equals(version);
  }

  private static String withoutEpoch(String version) {
    return version.substring(version.indexOf(':') + 1);
  }
}
