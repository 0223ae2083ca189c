package dev.gantry.providers.vip;

import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.value.Value;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a member: where they are and what is in them. The password's is apart. */
final class VipFiles {
  static final String HAPROXY = "/etc/haproxy/haproxy.cfg";
  static final String KEEPALIVED = "/etc/keepalived/keepalived.conf";
  static final String CHECK = "/etc/keepalived/gantry-vip-check";
  static final String RULES = "/etc/keepalived/gantry-vip.nft";
  static final String UNIT = "/etc/systemd/system/" + Units.RULES;
  static final String DROP_IN = "/etc/systemd/system/" + Units.KEEPALIVED + ".d/gantry-vip.conf";

  /**
   * What the services have loaded, written after they did. A run that is cut off between writing a
   * file and reloading is seen by it: the file's hash alone would say that all is well.
   */
  static final String LOADED = "/etc/keepalived/gantry-vip.loaded";

  /** The password of VRRP version 2, with its salt; 0600. */
  static final String PASSWORD = "/etc/keepalived/gantry-vip-password.conf";

  /** The salt alone, random and known to this host only: see {@link PasswordFile}. */
  static final String SALT = "/etc/keepalived/gantry-vip.salt";

  private VipFiles() {}

  /** Every file of a member but the password's and {@link #LOADED}, by path. */
  static SortedMap<String, RemoteFile> of(Layout layout, Member self, String networkInterface) {
    SortedMap<String, RemoteFile> files = new TreeMap<>();
    add(files, HAPROXY, HaproxyConfig.render(layout, self));
    add(files, KEEPALIVED, KeepalivedConfig.render(layout, self, networkInterface));
    add(files, RULES, NatRules.render(layout, self));
    add(files, UNIT, Units.rules(layout));
    add(files, DROP_IN, Units.keepalivedDropIn(layout, networkInterface));
    files.put(CHECK, RemoteFile.text(CHECK, CheckScript.render(layout, self)).mode("0755"));
    return files;
  }

  /** {@link #LOADED} once everything of these files is in force. */
  static RemoteFile loaded(SortedMap<String, RemoteFile> files) {
    StringBuilder text = new StringBuilder("# What the services have loaded.\n");
    files.forEach(
        (path, file) -> text.append(Fingerprint.of(file)).append("  ").append(path).append('\n'));
    return RemoteFile.text(LOADED, text.toString());
  }

  /** The attribute {@code files} of a member that is as it should be. */
  static Value.Fields expected(SortedMap<String, RemoteFile> files) {
    SortedMap<String, Value> hashes = new TreeMap<>();
    files.forEach((path, file) -> hashes.put(path, Value.of(Fingerprint.of(file))));
    hashes.put(LOADED, Value.of(Fingerprint.of(loaded(files))));
    return new Value.Fields(hashes);
  }

  private static void add(SortedMap<String, RemoteFile> files, String path, String text) {
    files.put(path, new RemoteFile(path, new Content.Text(text), "0644", "root:root"));
  }
}
