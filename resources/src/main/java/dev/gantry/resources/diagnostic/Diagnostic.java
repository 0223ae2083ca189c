package dev.gantry.resources.diagnostic;

import dev.gantry.resources.address.ResourceAddress;
import java.util.Optional;

/**
 * One problem, told so that the reader can act: what happened, where, and what to do next.
 *
 * @param code stable, for documentation and for tools, for example {@code unknown-field}
 * @param summary one line without a full stop
 * @param detail what happened in full, and what to do next; may have several lines
 */
public record Diagnostic(
    Severity severity, String code, String summary, String detail, Where where) {

  /**
   * Where a problem is: in a resource, in a file, on a host; any of them, or none.
   *
   * @param host the host and, where there is one, the command: {@code cp-1: systemctl start x}
   */
  public record Where(
      Optional<ResourceAddress> address, Optional<SourceRange> source, Optional<String> host) {
    private static final Where NOWHERE =
        new Where(Optional.empty(), Optional.empty(), Optional.empty());

    /** No place in particular. */
    public static Where nowhere() {
      return NOWHERE;
    }
  }

  /** An error without a place. */
  public static Diagnostic error(String code, String summary, String detail) {
    return new Diagnostic(Severity.ERROR, code, summary, detail, Where.nowhere());
  }

  /** A warning without a place. */
  public static Diagnostic warning(String code, String summary, String detail) {
    return new Diagnostic(Severity.WARNING, code, summary, detail, Where.nowhere());
  }

  /** The same problem, in a resource. */
  public Diagnostic at(ResourceAddress address) {
    return new Diagnostic(
        severity,
        code,
        summary,
        detail,
        new Where(Optional.of(address), where.source(), where.host()));
  }

  /** The same problem, at a place in a file. */
  public Diagnostic at(SourceRange source) {
    return new Diagnostic(
        severity,
        code,
        summary,
        detail,
        new Where(where.address(), Optional.of(source), where.host()));
  }

  /** The same problem, on a host, in a command where one is named. */
  public Diagnostic onHost(String host) {
    return new Diagnostic(
        severity,
        code,
        summary,
        detail,
        new Where(where.address(), where.source(), Optional.of(host)));
  }

  /** Whether this is an error. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
