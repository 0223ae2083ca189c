package dev.gantry.providers.host;

/**
 * A file to be written on a host.
 *
 * @param path absolute
 * @param mode permission bits in octal, for example {@code 0644}
 * @param owner {@code user:group}
 */
public record RemoteFile(String path, Content content, String mode, String owner) {
  /** A text file of root's, mode 0644. */
  public static RemoteFile text(String path, String content) {
    return new RemoteFile(path, new Content.Text(content), "0644", "root:root");
  }

  /** The same file with another mode. */
  public RemoteFile mode(String octal) {
    return new RemoteFile(path, content, octal, owner);
  }
}
