package dev.gantry.resources.kinds.encryptionkey;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of resources as an EncryptionConfiguration has them (kube-apiserver,
 * pkg/apis/apiserver/validation/validation_encryption.go): {@code secrets}, {@code
 * widgets.example.com}, and wildcards {@code *.apps}, {@code *.}, {@code *.*}.
 */
public final class ResourceNames {
  /** Everything. */
  public static final String EVERYTHING = "*.*";

  /** Everything of the core group. */
  public static final String CORE = "*.";

  private static final Pattern FORM =
      Pattern.compile(
          "\\*\\.\\*?|(\\*|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)"
              + "(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?){0,8}");

  private ResourceNames() {}

  /** Whether the text is such a name. */
  public static boolean isName(String text) {
    return text.length() <= 253 && FORM.matcher(text).matches() && !text.equals("*");
  }

  /** Whether it stands for resources that are not named one by one. */
  public static boolean isWildcard(String name) {
    return name.startsWith("*");
  }

  /** Whether a wildcard stands for another name too, be that a wildcard or not. */
  public static boolean covers(String wildcard, String name) {
    if (!isWildcard(wildcard) || wildcard.equals(name)) {
      return false;
    }
    return wildcard.equals(EVERYTHING)
        || (!isWildcard(name) && group(wildcard).equals(group(name)));
  }

  /** Whether one of these stands for a name. */
  public static boolean anyCovers(List<String> names, String name) {
    return names.contains(name) || names.stream().anyMatch(other -> covers(other, name));
  }

  /** The API group of a name; empty for the core group. */
  public static String group(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  /** How far to the end of a file a name belongs: what is named, then groups, then everything. */
  public static int rank(String name) {
    if (!isWildcard(name)) {
      return 0;
    }
    return name.equals(EVERYTHING) ? 2 : 1;
  }
}
