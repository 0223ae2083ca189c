package dev.gantry.resources.address;

/**
 * The machine behind one {@code Node}, by that node's resource name: the unit of probing, of
 * connections and of serial work. It says nothing of the machine's own hostname.
 */
public record HostName(String value) implements Comparable<HostName> {

  /**
   * @throws IllegalArgumentException when the text is not a resource name
   */
  public HostName {
    if (!ResourceAddress.isName(value)) {
      throw new IllegalArgumentException("not a host name: " + value);
    }
  }

  @Override
  public int compareTo(HostName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
